package dev.fulcrum.surface;

import dev.fulcrum.model.Tokens;
import dev.fulcrum.surface.JsonDocument.Kind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a Responses answer says about itself.
 *
 * @param id its id; empty when unknown
 * @param model the model that answered; empty when unknown
 * @param created seconds since 1970; negative when unknown
 * @param ending why it is incomplete, or else its status; empty when unknown
 * @param settings fields that repeat what the request asked for, as they are written
 * @param usage the usage object as it is written; empty when unknown
 * @param tokens the usage
 */
record ResponsesEnvelope(
        String id,
        String model,
        long created,
        String ending,
        Map<String, String> settings,
        String usage,
        Tokens tokens) {
    static final ResponsesEnvelope UNKNOWN = new ResponsesEnvelope("", "", -1, "", Map.of(), "", Tokens.NONE);

    /** Nothing among these can hold what the model said. */
    private static final List<String> SETTINGS = List.of(
            "background",
            "instructions",
            "max_output_tokens",
            "max_tool_calls",
            "metadata",
            "parallel_tool_calls",
            "previous_response_id",
            "prompt_cache_key",
            "reasoning",
            "safety_identifier",
            "service_tier",
            "store",
            "temperature",
            "text",
            "tool_choice",
            "tools",
            "top_logprobs",
            "top_p",
            "truncation",
            "user");

    ResponsesEnvelope {
        // in the order in which they came: an immutable map of the library has another one in every process
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** This envelope with what a response object adds: the last word counts. */
    ResponsesEnvelope with(JsonDocument document, int response) {
        String reason =
                document.textOrEmpty(document.member(document.member(response, "incomplete_details"), "reason"));
        int reported = document.member(response, "usage");
        boolean counted = document.is(Kind.OBJECT, reported);
        Map<String, String> known = new LinkedHashMap<>(settings);
        for (String name : SETTINGS) {
            int node = document.member(response, name);
            if (node != JsonDocument.NONE) {
                known.put(name, written(document, node));
            }
        }
        return new ResponsesEnvelope(
                said(document, response, "id", id),
                said(document, response, "model", model),
                Math.max(created, document.whole(document.member(response, "created_at"), -1)),
                reason.isEmpty() ? said(document, response, "status", ending) : reason,
                known,
                counted ? written(document, reported) : usage,
                counted ? new UsageReport(document, reported).tokens() : tokens);
    }

    private static String said(JsonDocument document, int holder, String name, String otherwise) {
        String text = document.textOrEmpty(document.member(holder, name));
        return text.isEmpty() ? otherwise : text;
    }

    private static String written(JsonDocument document, int node) {
        return document.written(document.start(node), document.end(node))
                .replace('\r', ' ')
                .replace('\n', ' ');
    }
}
