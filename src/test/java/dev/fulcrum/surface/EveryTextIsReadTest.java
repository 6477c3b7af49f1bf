package dev.fulcrum.surface;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fulcrum.model.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a caller writes, wherever he writes it, is in one of the parts; only fields that stand here may keep it to themselves. */
class EveryTextIsReadTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String CANARY = "zqx sings in the mine";

    /** What no model reads, by its field. */
    private static final Set<String> HARMLESS = Set.of("model");

    /** Fields that a surface wants to be of another type, or one of few words: the request is refused. */
    private static final Set<String> REFUSED = Set.of("role");

    private static final Map<String, Surface> SURFACES = Map.of(
            "chat", new ChatCompletions(32),
            "responses", new OpenAiResponses(32),
            "completions", new OpenAiCompletions(32),
            "embeddings", new OpenAiEmbeddings(32),
            "messages", new AnthropicMessages(32));

    private static final String CHAT =
            """
            {"model":"m","user":"u-1","safety_identifier":"s-1","metadata":{"a":"b"},"stop":["x"],"service_tier":"auto",
            "prediction":{"type":"content","content":[{"type":"text","text":"p"}]},"logit_bias":{"5":1},
            "response_format":{"type":"json_schema","json_schema":{"name":"n","description":"d","schema":{"title":"t","enum":["e"],
             "properties":{"k":{"description":"x"}}}}},
            "web_search_options":{"search_context_size":"low","user_location":{"type":"approximate","approximate":{"city":"c"}}},
            "documents":[{"title":"t","text":"d"}],"chat_template_kwargs":{"a":"b"},"guided_choice":["a"],"guided_json":{"a":"b"},
            "tool_choice":{"type":"function","function":{"name":"f"}},"reasoning_effort":"low","modalities":["text","audio"],
            "audio":{"voice":"alloy","format":"wav"},"extra_body":{"top":{"deep":["x"]}},
            "tools":[{"type":"function","x":"y","function":{"name":"f","description":"d","strict":true,"z":"w","parameters":{"a":"b"}}},
             {"type":"web_search","q":"x"}],"functions":[{"name":"g","more":"x"}],
            "messages":[{"role":"system","content":"s","name":"n"},
             {"role":"user","name":"n","content":[{"type":"text","text":"t"},{"type":"image_url","image_url":{"url":"https://a.example/b?c=d","detail":"low"}},
              {"type":"input_audio","input_audio":{"data":"//8AgA==","format":"wav"}},
              {"type":"file","file":{"filename":"f.pdf","file_data":"data:application/pdf;base64,//8AgA==","file_id":"file-1"}},
              {"type":"hologram","payload":{"deep":["x",{"y":"z"}]},"data":"q"}]},
             {"role":"assistant","content":"a","refusal":"r","reasoning_content":"th","reasoning":"th","reasoning_details":[{"type":"reasoning.text","text":"x","signature":"AAAA"}],
              "audio":{"id":"audio_1"},"tool_calls":[{"id":"call_1","type":"function","function":{"name":"h","arguments":"{}"}},
              {"id":"call_2","type":"custom","custom":{"name":"c","input":"i"}}],"function_call":{"name":"o","arguments":"{}"},
              "annotations":[{"type":"url_citation","url_citation":{"title":"t","url":"https://x.example"}}]},
             {"role":"tool","tool_call_id":"call_1","name":"n","content":[{"type":"text","text":"r"}]},
             {"role":"function","name":"old","content":"r"},
             {"role":"user","content":"last","mood":"glad","list":[["x"]]}]}""";

    private static final String RESPONSES =
            """
            {"model":"m","instructions":"i","user":"u-1","metadata":{"a":"b"},"previous_response_id":"resp_1","conversation":{"id":"conv_1"},
            "prompt":{"id":"pmpt_1","version":"2","variables":{"a":"b","c":{"type":"input_text","text":"x"}}},
            "text":{"format":{"type":"json_schema","name":"n","description":"d","schema":{"title":"t"}},"verbosity":"low"},
            "reasoning":{"effort":"low","summary":"auto"},"include":["reasoning.encrypted_content"],"truncation":"auto",
            "tool_choice":"auto","stop_here":"x",
            "tools":[{"type":"function","name":"f","description":"d","parameters":{"a":"b"},"x":"y"},
             {"type":"mcp","server_label":"l","server_url":"https://m.example"}],
            "input":[{"role":"user","content":[{"type":"input_text","text":"t"},{"type":"input_image","image_url":"https://x.example/y","detail":"low"},
             {"type":"input_file","filename":"f","file_url":"https://x.example/z","file_data":"data:text/plain;base64,aGVsbG8="}]},
            {"type":"message","id":"msg_1","status":"completed","role":"assistant","content":[{"type":"output_text","text":"o","annotations":[
              {"type":"url_citation","title":"t","url":"https://u.example"}]},{"type":"refusal","refusal":"r"}]},
            {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"s"}],"content":[{"type":"reasoning_text","text":"x"}],"encrypted_content":"AAAA"},
            {"type":"function_call","id":"fc_1","call_id":"call_1","name":"n","arguments":"{}","status":"completed"},
            {"type":"function_call_output","call_id":"call_1","output":[{"type":"input_text","text":"x"}]},
            {"type":"custom_tool_call","call_id":"call_2","name":"n","input":"x"},
            {"type":"custom_tool_call_output","call_id":"call_2","output":"x"},
            {"type":"computer_call","call_id":"call_3","action":{"type":"type","text":"x"},"pending_safety_checks":[{"id":"sc_1","code":"c","message":"m"}]},
            {"type":"computer_call_output","call_id":"call_3","output":{"type":"computer_screenshot","image_url":"https://x.example"}},
            {"type":"web_search_call","id":"ws_1","status":"completed","action":{"type":"search","query":"q"}},
            {"type":"file_search_call","id":"fs_1","queries":["q"],"results":[{"file_id":"file-1","filename":"f","text":"x","attributes":{"a":"b"}}]},
            {"type":"code_interpreter_call","id":"ci_1","code":"c","container_id":"cntr_1","outputs":[{"type":"logs","logs":"l"},{"type":"image","url":"https://x.example"}]},
            {"type":"local_shell_call","call_id":"call_4","action":{"type":"exec","command":["ls"],"env":{"a":"b"}}},
            {"type":"local_shell_call_output","id":"x_1","output":"o"},
            {"type":"shell_call","call_id":"call_5","action":{"commands":["ls"]}},
            {"type":"shell_call_output","call_id":"call_5","output":[{"stdout":"o","stderr":"e","outcome":{"type":"exit","exit_code":0}}]},
            {"type":"apply_patch_call","call_id":"call_6","operation":{"type":"create_file","path":"p","diff":"d"}},
            {"type":"apply_patch_call_output","call_id":"call_6","status":"completed","output":"o"},
            {"type":"mcp_list_tools","id":"mcpl_1","server_label":"l","tools":[{"name":"n","description":"d","input_schema":{"a":"b"},"annotations":{"x":"y"}}]},
            {"type":"mcp_approval_request","id":"mcpr_1","name":"n","server_label":"l","arguments":"{}"},
            {"type":"mcp_approval_response","approval_request_id":"mcpr_1","approve":true,"reason":"r"},
            {"type":"mcp_call","id":"mcp_1","name":"n","server_label":"l","arguments":"{}","output":"o","error":"e"},
            {"type":"image_generation_call","id":"ig_1","result":"//8AgA==","revised_prompt":"p"},
            {"type":"item_reference","id":"msg_2"},{"type":"compaction","encrypted_content":"AAAA"},
            {"type":"hologram","text":"t","payload":{"deep":["x"]}},
            {"role":"user","content":"last"}]}""";

    private static final String MESSAGES =
            """
            {"model":"m","max_tokens":5,"metadata":{"user_id":"u-1"},"system":[{"type":"text","text":"s","cache_control":{"type":"ephemeral","ttl":"5m"}}],
            "stop_sequences":["x"],"container":"cntr_1","thinking":{"type":"enabled","budget_tokens":9},"tool_choice":{"type":"tool","name":"f"},
            "mcp_servers":[{"type":"url","name":"n","url":"https://m.example","tool_configuration":{"allowed_tools":["t"]}}],
            "output_config":{"effort":"low","format":{"type":"json_schema","schema":{"title":"t"}}},
            "tools":[{"name":"f","description":"d","input_schema":{"a":"b"},"input_examples":[{"x":"y"}]}],
            "messages":[{"role":"user","content":[{"type":"text","text":"t","citations":[{"type":"char_location","cited_text":"c","document_title":"d"}]},
             {"type":"image","source":{"type":"url","url":"https://x.example/y"}},
             {"type":"document","title":"t","context":"c","source":{"type":"base64","media_type":"text/plain","data":"aGVsbG8="}},
             {"type":"document","source":{"type":"text","media_type":"text/plain","data":"d"}},
             {"type":"document","source":{"type":"content","content":[{"type":"text","text":"x"}]}},
             {"type":"document","source":{"type":"file","file_id":"file_1"}},
             {"type":"search_result","source":"s","title":"t","content":[{"type":"text","text":"x"}],"citations":{"enabled":true}},
             {"type":"container_upload","file_id":"file_2"},{"type":"hologram","payload":{"deep":["x"]}}]},
            {"role":"assistant","content":[{"type":"thinking","thinking":"t","signature":"AAAA"},{"type":"redacted_thinking","data":"//8AgA=="},
             {"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{"query":"q"}},
             {"type":"web_search_tool_result","tool_use_id":"srvtoolu_1","content":[{"type":"web_search_result","url":"https://x.example","title":"t","encrypted_content":"AAAA","page_age":"1 day"}]},
             {"type":"mcp_tool_use","id":"mcptoolu_1","name":"n","server_name":"s","input":{"a":["b"]}},
             {"type":"mcp_tool_result","tool_use_id":"mcptoolu_1","content":[{"type":"text","text":"x"}]},
             {"type":"tool_use","id":"toolu_1","name":"n","input":{"a":{"b":"c"}}}]},
            {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":[{"type":"text","text":"r"},
             {"type":"document","source":{"type":"base64","media_type":"text/plain","data":"aGVsbG8="}},
             {"type":"search_result","source":"s","title":"t","content":[{"type":"text","text":"x"}]}]},
             {"type":"code_execution_tool_result","tool_use_id":"srvtoolu_2","content":{"type":"code_execution_result","stdout":"o","stderr":"e","content":[{"type":"code_execution_output","file_id":"file_3"}]}},
             {"type":"text","text":"last"}]}]}""";

    private static final String COMPLETIONS =
            """
            {"model":"m","prompt":["a",[1,2],["b"]],"suffix":"s","user":"u-1","stop":"x","logit_bias":{"5":1},"extra":{"a":["b"]},"documents":["d"]}""";

    private static final String EMBEDDINGS =
            """
            {"model":"m","input":["a",{"text":"b"},[1,2]],"user":"u-1","encoding_format":"float","input_type":"query"}""";

    private static final Map<String, String> REQUESTS = Map.of(
            "chat",
            CHAT,
            "responses",
            RESPONSES,
            "completions",
            COMPLETIONS,
            "embeddings",
            EMBEDDINGS,
            "messages",
            MESSAGES);

    /** A way to change one place of a request. */
    private record Place(String path, String field, Consumer<String> put) {}

    private static void places(JsonNode node, String path, String field, List<Place> places) {
        if (node instanceof ObjectNode object) {
            places.add(new Place(path + ".*", "*", text -> object.put("unheard_of", text)));
            places.add(new Place(path + ".{}", "*", text -> object.putObject("unheard_of")
                    .putArray("x")
                    .add(text)));
            places.add(new Place(path + ".key", "*", text -> object.put(text, true)));
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                JsonNode child = object.get(name);
                if (child.isTextual()) {
                    places.add(new Place(path + "." + name, name, text -> object.put(name, text)));
                }
                places(child, path + "." + name, name, places);
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                if (array.get(i).isTextual()) {
                    places.add(new Place(
                            path + "[" + i + "]",
                            field,
                            text -> array.set(index, MAPPER.getNodeFactory().textNode(text))));
                }
                places(array.get(i), path + "[" + i + "]", field, places);
            }
        }
    }

    private static List<Place> places(JsonNode root) {
        List<Place> places = new ArrayList<>();
        places(root, "", "", places);
        return places;
    }

    private static SurfaceRequest read(String surface, JsonNode body) throws Exception {
        return SURFACES.get(surface).read(MAPPER.writeValueAsBytes(body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "responses", "completions", "embeddings", "messages"})
    void textIsInAPart_whereverItStands(String surface) throws Exception {
        int count = places(MAPPER.readTree(REQUESTS.get(surface))).size();
        List<String> unseen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            JsonNode body = MAPPER.readTree(REQUESTS.get(surface));
            Place place = places(body).get(i);
            place.put().accept(CANARY);
            boolean seen;
            try {
                seen = read(surface, body).parts().stream()
                        .anyMatch(part -> part.text().contains(CANARY));
            } catch (UnreadableRequest e) {
                seen = REFUSED.contains(place.field());
            }
            if (!seen && !HARMLESS.contains(place.field())) {
                unseen.add(place.path());
            }
        }

        assertThat(unseen).isEmpty();
        assertThat(count).isGreaterThan(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "responses", "completions", "embeddings", "messages"})
    void nothingOrdinaryIsTakenForText_whenARequestHasAllFields(String surface) throws Exception {
        List<Part> parts = read(surface, MAPPER.readTree(REQUESTS.get(surface))).parts();

        assertThat(parts)
                .extracting(Part::text)
                .noneMatch(text -> text.matches(
                        "(?s).*(call_1|toolu_1|msg_1|file-1|audio_1|resp_1|conv_1|u-1|ephemeral|AAAA|//8A).*"));
    }

    @Test
    void wordsAreNoText_whereAChoiceIsMade() throws Exception {
        String body =
                "{'model':'m','messages':[{'role':'user','content':'x'}],'tool_choice':'auto','function_call':'none'}";

        assertThat(read("chat", MAPPER.readTree(body.replace('\'', '"'))).parts())
                .extracting(Part::text)
                .containsExactly("x");
    }

    @Test
    void fieldIsNamed_whenItIsNotKnown() throws Exception {
        assertThat(unknown("chat", "{'model':'m','messages':[{'role':'user','content':'x'}],'mood':1}"))
                .isEqualTo("mood");
        assertThat(unknown("chat", "{'model':'m','messages':[{'role':'user','content':[{'type':'hologram'}]}]}"))
                .isEqualTo("messages[0].content[0].type");
        assertThat(unknown("responses", "{'model':'m','input':[{'type':'telepathy','text':'x'}]}"))
                .isEqualTo("input[0].type");
        assertThat(unknown("messages", "{'model':'m','messages':[{'role':'user','content':'x','aura':{'a':1}}]}"))
                .isEqualTo("messages[0].aura");
        assertThat(unknown(
                        "chat", "{'model':'m','messages':[{'role':'user','content':'x'}],'metadata':{'any':'thing'}}"))
                .isEmpty();
    }

    private static String unknown(String surface, String body) throws Exception {
        return read(surface, MAPPER.readTree(body.replace('\'', '"'))).unknown().orElse("");
    }

    @Test
    void nothingIsUnknown_whenARequestHasOnlyWhatItsSurfaceHas() throws Exception {
        String ordinary = MESSAGES.replace(",{\"type\":\"hologram\",\"payload\":{\"deep\":[\"x\"]}}", "");

        assertThat(read("messages", MAPPER.readTree(ordinary)).unknown()).isEmpty();
    }
}
