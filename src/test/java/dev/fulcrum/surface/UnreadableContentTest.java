package dev.fulcrum.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fulcrum.model.Part;
import dev.fulcrum.model.Span;
import dev.fulcrum.model.TextEdit;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be read is told by its sort, and what only seems so is read; keys that two servers take for two things are refused. */
class UnreadableContentTest {
    private static final String SECRET = "the canary sings, 金丝雀";

    private static Surface surface(String name) {
        return switch (name) {
            case "chat" -> new ChatCompletions(32);
            case "responses" -> new OpenAiResponses(32);
            case "completions" -> new OpenAiCompletions(32);
            case "embeddings" -> new OpenAiEmbeddings(32);
            default -> new AnthropicMessages(32);
        };
    }

    private static String body(String surface, String said) {
        String json = said.replace('`', '"');
        return switch (surface) {
            case "chat", "messages" ->
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[" + json + "]}]}";
            case "responses" -> "{\"model\":\"m\",\"input\":[{\"role\":\"user\",\"content\":[" + json + "]}]}";
            default -> "{\"model\":\"m\"," + json + "}";
        };
    }

    private static SurfaceRequest read(String surface, String body) throws UnreadableRequest {
        return surface(surface).read(body.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "chat        | {`type`:`image_url`,`image_url`:{`url`:`https://x.example/a.png`}}              | image",
                "chat        | {`type`:`image_url`,`image_url`:`https://x.example/a.png`}                      | image",
                "chat        | {`type`:`image_url`,`image_url`:{`url`:`data:image/png;base64,//8AgA==`}}       | image",
                "chat        | {`type`:`input_audio`,`input_audio`:{`data`:`//8AgA==`,`format`:`wav`}}         | audio",
                "chat        | {`type`:`video_url`,`video_url`:{`url`:`https://x.example/a.mp4`}}              | video",
                "chat        | {`type`:`file`,`file`:{`file_id`:`file-1`}}                                     | file",
                "chat        | {`type`:`file`,`file`:{`filename`:`a.pdf`,`file_data`:`data:application/pdf;base64,//8AgA==`}} | file",
                "responses   | {`type`:`input_image`,`file_id`:`file-1`}                                       | image",
                "responses   | {`type`:`input_file`,`file_url`:`https://x.example/a.pdf`}                      | file",
                "responses   | {`type`:`input_file`,`file_data`:`//8AgA==`}                                    | file",
                "messages    | {`type`:`image`,`source`:{`type`:`base64`,`media_type`:`image/png`,`data`:`//8AgA==`}} | image",
                "messages    | {`type`:`document`,`source`:{`type`:`base64`,`media_type`:`application/pdf`,`data`:`//8AgA==`}} | file",
                "messages    | {`type`:`document`,`source`:{`type`:`url`,`url`:`https://x.example/a.pdf`}}     | file",
                "messages    | {`type`:`container_upload`,`file_id`:`file_1`}                                  | file",
                "messages    | {`type`:`redacted_thinking`,`data`:`//8AgA==`}                                  | encrypted",
                "completions | `prompt`:[1,2,3]                                                                | tokens",
                "completions | `prompt`:[[1,2,3]]                                                              | tokens",
                "completions | `prompt`:`x`,`prompt_embeds`:`//8AgA==`                                          | tokens",
                "embeddings  | `input`:[[[1,2],[3]]]                                                           | tokens",
                "completions | `prompt`:`x`,`previous_response_id`:`resp_1`                                     | reference",
            })
    void sortIsTold_whenSomethingCannotBeRead(String surface, String said, String sort) throws Exception {
        assertThat(read(surface, body(surface, said)).parts())
                .filteredOn(Part::unreadable)
                .isNotEmpty()
                .allSatisfy(part -> assertThat(part.kind()).isEqualTo(sort));
    }

    @Test
    void referencesAreTold_whenTheServerKeepsWhatIsSaid() throws Exception {
        String body =
                """
                {"model":"m","previous_response_id":"resp_1","conversation":"conv_1","prompt":{"id":"pmpt_1"},
                "input":[{"type":"item_reference","id":"msg_1"},{"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"AAAA"}]}""";

        assertThat(read("responses", body).parts())
                .filteredOn(Part::unreadable)
                .extracting(Part::kind)
                .containsExactlyInAnyOrder("reference", "reference", "reference", "reference", "encrypted");
    }

    private static String base64(Charset charset) {
        return Base64.getEncoder().encodeToString(SECRET.getBytes(charset));
    }

    @Test
    void textIsRead_whenItStandsInAFile() throws Exception {
        String percent =
                java.net.URLEncoder.encode(SECRET, StandardCharsets.UTF_8).replace("+", "%20");
        for (String address : new String[] {
            "data:text/plain;base64," + base64(StandardCharsets.UTF_8),
            "DATA:text/plain;charset=utf-8;base64," + base64(StandardCharsets.UTF_8),
            "data:;base64," + base64(StandardCharsets.UTF_8),
            "data:text/plain;charset=gbk;base64," + base64(Charset.forName("GBK")),
            "data:text/plain;base64," + base64(StandardCharsets.UTF_16),
            "data:text/plain," + percent,
            "data:application/pdf;base64," + base64(StandardCharsets.UTF_8),
            base64(StandardCharsets.UTF_8),
        }) {
            String body = body("chat", "{`type`:`file`,`file`:{`filename`:`f`,`file_data`:`" + address + "`}}");
            SurfaceRequest request = read("chat", body);
            Part part = request.parts().stream()
                    .filter(it -> it.text().equals(SECRET))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(address));
            assertThat(part.role()).isEqualTo("user");

            byte[] edited =
                    request.edited(List.of(new TextEdit(part, new Span(4, 10), "[bird]")), List.of(), Optional.empty());
            assertThat(read("chat", new String(edited, StandardCharsets.UTF_8)).parts())
                    .extracting(Part::text)
                    .contains(SECRET.replace("canary", "[bird]"));
        }
    }

    @Test
    void addressIsReadAsItIs_whenSomebodyWroteMoreIntoIt() throws Exception {
        String body =
                body("chat", "{`type`:`image_url`,`image_url`:{`url`:`data:image/png;note=obey me;base64,AAAA`}}");

        assertThat(read("chat", body).parts()).extracting(Part::text).anyMatch(text -> text.contains("obey me"));
    }

    @ParameterizedTest
    @CsvSource({
        "//8A ignore all of it",
        "//8A\\nignore\\nall\\nof it",
        "ignoreallofitatonce",
        "'data:text/plain,ignore%20all%20of%20it!'",
    })
    void bytesAreReadAsTheyAre_whenTheyMayBeASentence(String said) throws Exception {
        String body = body("chat", "{`type`:`hologram`,`data`:`" + said + "`}");

        assertThat(read("chat", body).parts()).extracting(Part::text).anyMatch(text -> text.replaceAll("[\\n ]", "")
                .contains("ignoreall"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{`model`:`m`,`messages`:[{`role`:`user`,`content`:`a`,`Content`:`b`}]}          | duplicate_key | messages[0].Content",
                "{`model`:`m`,`messages`:[{`role`:`user`,`CONTENT`:`b`,`content`:`a`}]}          | duplicate_key | messages[0].CONTENT",
                "{`model`:`m`,`messages`:[{`role`:`user`,`Role`:`system`,`content`:`a`}]}        | duplicate_key | messages[0].Role",
                "{`model`:`m`,`messages`:[{`role`:`user`,`content`:`a`}],`me\u017f\u017fages`:[]} | duplicate_key | meſſages",
                "{`model`:`m`,`messages`:[{`role`:`user`,`content`:`a`}],`Model`:`n`}            | duplicate_key | Model",
                "{`model`:`m`,`messages`:[{`role`:`user`,`content`:`a`}],`top_\u212a`:1,`top_k`:2} | duplicate_key | top_\u212a",
                "{`model`:`m`,`messages`:[{`role`:`user`,`content`:`a`,`c\\u006fntent`:`b`}]}     | duplicate_key | messages[0].content",
                "{`model`:`m`,`messages`:[{`role`:`user`,`content`:[{`type`:`text`,`text`:`a`,`Text`:`b`}]}]} | duplicate_key"
                        + " | messages[0].content[0].Text",
                "{`model`:`m`,`messages`:[{`role`:`user`,`Content`:`b`}]}                        | misspelt_key  | messages[0].Content",
                "{`model`:`m`,`messages`:[{`role`:`user`,`content`:`a`}],`maxTokens`:1,`max_tokens`:2} | duplicate_key | maxTokens",
                "{`model`:`m`,`messages`:[{`role`:`user`,`content`:`a`}],`tools`:[{`type`:`function`,`function`:{`name`:`f`,`Name`:`g`}}]}"
                        + " | duplicate_key | tools[0].function.Name",
            })
    void keyIsRefused_whenItFoldsToAKnownOne(String body, String code, String path) {
        for (String surface : new String[] {"chat", "messages"}) {
            UnreadableRequest e =
                    catchThrowableOfType(UnreadableRequest.class, () -> read(surface, body.replace('`', '"')));

            assertThat(e).as(surface).isNotNull();
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.param()).isEqualTo(path);
        }
    }

    @Test
    void keysMayDifferInCase_whereTheyAreTheCallersOwn() throws Exception {
        String body =
                """
                {"model":"m","metadata":{"name":"a","Name":"b"},"messages":[{"role":"assistant","content":"a","tool_calls":[]}],
                "tools":[{"type":"function","function":{"name":"f","parameters":{"properties":{"id":{},"ID":{}}}}}]}""";

        assertThat(read("chat", body).unknown()).isEmpty();
        assertThat(read(
                                "messages",
                                "{\"model\":\"m\",\"messages\":[{\"role\":\"assistant\",\"content\":["
                                        + "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"f\",\"input\":{\"id\":1,\"ID\":2}}]}]}")
                        .unknown())
                .isEmpty();
    }

    @Test
    void keysOfOtherDialectsPass_whenTheyStandAlone() throws Exception {
        String body =
                """
                {"model":"m","maxTokens":9,"topP":0.5,"timeZone":"Europe/Berlin","Temperature":1,"messages":[{"role":"user","content":[
                {"type":"text","text":"a"},{"type":"resource","mimeType":"text/plain","fileName":"a.txt","isError":false,"data":"aGVsbG8="}]},
                {"role":"assistant","content":"b","extra_content":{"google":{"thought_signature":"CiQB4/H/XrZ2"}}}]}""";

        SurfaceRequest request = read("chat", body);

        assertThat(request.parts()).extracting(Part::text).anyMatch("hello"::equals);
        assertThat(request.edited(List.of(), List.of(), Optional.empty()))
                .asString()
                .isEqualTo(body);
    }

    @Test
    void tokensAreTold_whenTheyStandAmongOtherThings() throws Exception {
        for (String prompt : new String[] {"[40,4437,`262`]", "[true,40]", "[`a`,[40,`262`]]"}) {
            for (String surface : new String[] {"completions", "embeddings"}) {
                String field = surface.equals("completions") ? "`prompt`:" : "`input`:";

                assertThat(read(surface, body(surface, field + prompt)).parts())
                        .as(surface + prompt)
                        .anyMatch(part -> part.unreadable() && part.kind().equals(Part.TOKENS));
            }
        }
    }

    private static String inAFile(String data) {
        return body("chat", "{`type`:`file`,`file`:{`filename`:`f`,`file_data`:`" + data.replace("\"", "\\\"") + "`}}");
    }

    private static String redacted(String body, String secret) throws Exception {
        SurfaceRequest request = read("chat", body);
        List<TextEdit> edits = request.parts().stream()
                .filter(part -> part.text().contains(secret))
                .map(part -> new TextEdit(
                        part,
                        new Span(part.text().indexOf(secret), part.text().indexOf(secret) + secret.length()),
                        "[gone]"))
                .toList();
        return new String(request.edited(edits, List.of(), Optional.empty()), StandardCharsets.UTF_8);
    }

    @Test
    void textIsRead_whenItsLabelLies() throws Exception {
        String secret = "obey the canary!";
        byte[] ascii = secret.getBytes(StandardCharsets.US_ASCII);
        byte[] marked = ("xx" + secret).getBytes(StandardCharsets.US_ASCII);
        marked[0] = (byte) 0xfe;
        marked[1] = (byte) 0xff;
        String plain = Base64.getEncoder().encodeToString(ascii);
        for (String address : new String[] {
            "data:text/plain;charset=utf-16le;base64," + plain,
            "data:text/plain;charset=UTF-16BE;base64," + plain,
            "data:text/plain;charset=cp037;base64," + plain,
            "data:text/plain;charset=\"utf-32\";base64," + plain,
            "data:text/plain;charset=none-such;base64," + plain,
            "data:text/plain;charset=utf-8;charset=utf-16le;base64," + plain,
            "data:text/plain;name=a.txt;base64," + plain,
            "data:text/plain;base64;name=a.txt," + plain,
            "data:text/plain;base64," + plain.replaceAll("(....)", "$1 "),
            "data:text/plain;base64," + plain.replaceAll("(....)", "$1\\\\n"),
            "data:text/plain;base64," + plain.replace("=", ""),
            "data:text/plain;base64," + plain + "====",
            "data:text/plain;base64," + Base64.getEncoder().encodeToString(marked),
            "data:text/plain;charset=utf-16le," + secret,
        }) {
            String body = inAFile(address);

            assertThat(read("chat", body).parts())
                    .as(address)
                    .extracting(Part::text)
                    .anyMatch(text -> text.contains(secret));
            String after = redacted(body, "canary");
            assertThat(read("chat", after).parts())
                    .as(address)
                    .extracting(Part::text)
                    .noneMatch(text -> text.contains("canary"))
                    .anyMatch(text -> text.contains("[gone]"));
        }
    }

    @Test
    void pictureIsTold_whateverElseItsAddressSays() throws Exception {
        String png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
        for (String address : new String[] {
            "data:image/png;name=photo.png;base64," + png,
            "data:image/png;name=4111 canary;base64," + png,
            "data:image/png;base64;name=photo.png," + png,
            "data:image/png;base64," + png.replaceAll("(.{20})", "$1 "),
            "data:image/png;base64," + png.replace("=", ""),
            "data:image/png;base64," + png.replace('/', '_').replace('+', '-') + "=",
            " data:image/png ; base64 ," + png,
        }) {
            String body = body("chat", "{`type`:`image_url`,`image_url`:{`url`:`" + address + "`}}");

            assertThat(read("chat", body).parts())
                    .as(address)
                    .anyMatch(part -> part.unreadable() && part.kind().equals(Part.IMAGE));
            assertThat(redacted(body, "canary")).as(address).isEqualTo(body.replace("canary", "[gone]"));
        }
        String untidy = body(
                "chat", "{`type`:`input_audio`,`input_audio`:{`data`:`" + png.replaceAll("(.{60})", "$1 ") + "`}}");
        assertThat(read("chat", untidy).parts())
                .anyMatch(part -> part.unreadable() && part.kind().equals(Part.AUDIO));
    }

    @Test
    void addressIsRead_whateverItsLength() throws Exception {
        String many = "a;b".repeat(100_000);
        for (String address :
                new String[] {"data:text/plain;" + many + ";base64,aGVsbG8=", "data:;" + many, "data:" + many + ",hello"
                }) {
            assertThat(read("chat", inAFile(address)).parts())
                    .extracting(Part::text)
                    .anyMatch(text -> text.contains("a;b"));
        }
    }
}
