package dev.fulcrum.surface;

import dev.fulcrum.surface.ResponsesText.Slot;

/**
 * What a kind of event of a Responses stream tells of, by its name without the ending.
 *
 * @param slot the text of an item that it adds to
 * @param itemType type of the items that have such events; empty when several do
 * @param contentType type of the content part; empty when it is none
 * @param indexField field that says which of the slot's texts it is
 * @param doneField field that repeats the text at its end; null when nothing is known of it
 */
record ResponsesEvent(Slot slot, String itemType, String contentType, String indexField, String doneField) {
    private static final String CONTENT_INDEX = "content_index";
    private static final String SUMMARY_INDEX = "summary_index";

    static ResponsesEvent of(String type) {
        int dot = type.lastIndexOf('.');
        return switch (dot < 0 ? type : type.substring(0, dot)) {
            case "response.output_text" -> content("message", "output_text", "text");
            case "response.refusal" -> content("message", "refusal", "refusal");
            case "response.content_part" -> content("", "", null);
            case "response.reasoning_text" -> content("reasoning", "reasoning_text", "text");
            case "response.reasoning_summary_text", "response.reasoning_summary_part" ->
                new ResponsesEvent(Slot.SUMMARY, "reasoning", "summary_text", SUMMARY_INDEX, "text");
            case "response.function_call_arguments" -> call("function_call", "arguments");
            case "response.mcp_call_arguments" -> call("mcp_call", "arguments");
            case "response.custom_tool_call_input" -> call("custom_tool_call", "input");
            case "response.code_interpreter_call_code" -> call("code_interpreter_call", "code");
            default -> new ResponsesEvent(Slot.OTHER, "", "", CONTENT_INDEX, null);
        };
    }

    private static ResponsesEvent content(String itemType, String contentType, String doneField) {
        return new ResponsesEvent(Slot.CONTENT, itemType, contentType, CONTENT_INDEX, doneField);
    }

    /** An item has one call at most, so no field says which. */
    private static ResponsesEvent call(String itemType, String doneField) {
        return new ResponsesEvent(Slot.ARGUMENTS, itemType, itemType, CONTENT_INDEX, doneField);
    }
}
