package dev.fulcrum.surface;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The fields of requests that are known, by their names, on whichever surface: what is not here is read as text, and so is the string of a
 * field that has no reason to be skipped. Only {@link Nature#WORD}, {@link Nature#ID} and {@link Nature#SEALED} are such reasons, and only as long as the
 * value looks like one.
 */
final class KnownFields {

    /** What stands in a field. */
    enum Nature {
        /** Numbers, flags, other fields, and strings that are read. */
        PLAIN,
        /** One of a few words, such as a type. */
        WORD,
        /** A name or number of something that no model reads. */
        ID,
        /** What only the model's server can open or check: signatures, credentials. */
        SEALED,
        /** Hidden text that the model's server deciphers. */
        ENCRYPTED,
        /** The caller's own names and values. */
        FREE,
        /** A JSON schema. */
        SCHEMA,
        /** Bytes in Base64. */
        BYTES,
        /** Where a picture, a sound, a film or a file is. */
        PLACE,
        /** A picture: its place, or an object that has it. */
        IMAGE,
        /** The same of sound. */
        AUDIO,
        /** The same of films. */
        VIDEO,
        /** The same of other files. */
        FILE,
        /** An id of what the model's server keeps and the model reads. */
        REFERENCE,
        /** Text as numbers. */
        TOKENS
    }

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Map<String, Nature> NATURES = new HashMap<>();
    private static final Map<String, String> FOLDED = new HashMap<>();

    static {
        put(
                Nature.PLAIN,
                """
                messages content text refusal name description title context tools functions function tool_calls function_call
                custom parameters arguments input output outputs result results code action operation queries query pattern
                instructions system prompt suffix echo stop stop_sequences bad_words
                temperature top_p top_k top_a min_p typical_p n best_of seed max_tokens max_completion_tokens max_output_tokens
                max_tool_calls min_tokens max_tokens_to_sample frequency_penalty presence_penalty repetition_penalty length_penalty
                no_repeat_ngram_size mirostat_mode mirostat_tau mirostat_eta logprobs top_logprobs prompt_logprobs logits_processors
                stream stream_options include_usage include_obfuscation continuous_usage_stats store background parallel_tool_calls
                disable_parallel_tool_use strict n_predict num_predict num_ctx keep_alive options
                stop_token_ids include_stop_str_in_output ignore_eos skip_special_tokens spaces_between_special_tokens
                use_beam_search early_stopping truncate_prompt_tokens add_generation_prompt continue_final_message
                add_special_tokens return_tokens_as_token_ids priority allowed_token_ids chat_template
                prediction response_format reasoning thinking reasoning_content reasoning_details thinking_blocks
                thinking_budget budget_tokens enable_thinking enable_search search_options
                summary generate_summary verbosity_level exclude enabled effort_level
                audio_config modality web_search_options web_search approximate city region
                dimensions guided_regex guided_choice guided_grammar guided_whitespace_pattern grammar regex ebnf structural_tag
                choice disable_any_whitespace disable_additional_properties whitespace_pattern
                output_config output_format text_format task_budget context_management edits trigger keep clear_at_least exclude_tools
                clear_tool_inputs compact_threshold value
                annotations citations cited_text document_title document_index start_index end_index start_char_index
                end_char_index start_page_number end_page_number start_block_index end_block_index search_result_index
                url_citation quote filename file_name path diff command commands cmd env
                working_directory timeout_ms timeout max_output_length max_chars_per_line stdout stderr exit_code return_code
                outcome lines num_lines start_line total_lines old_start new_start old_lines new_lines
                x y scroll_x scroll_y keys drag button logs transcript page_age
                source sources content_type index sequence_number created created_at completed_at expires_at
                error message reason approve approved pending_safety_checks acknowledged_safety_checks
                is_error retrieved_at score rank snippet
                skills skill mcp_servers server_label server_url server_description allowed_tools require_approval never always
                tool_names read_only connector_id tool_configuration defer_loading
                cache_control prefix partial tool_choice
                speed image_detail duration fps max_frames min_pixels max_pixels
                server_name input_examples revised_prompt usage input_tokens output_tokens total_tokens reasoning_tokens cached_tokens
                extra_content google web_search_result text_editor
                user_location country latitude longitude
                blocks sentences chunks passages isError
                """);
        put(
                Nature.WORD,
                """
                type role detail status object phase finish_reason stop_reason effort reasoning_effort verbosity truncation
                service_tier mode encoding_format format ttl syntax modalities include voice search_context_size
                prompt_cache_retention display environment execution inference_geo timezone timeZone
                input_type embedding_type task guided_decoding_backend add_mode response_type return_format
                prompt_mode safe_prompt
                """);
        put(
                Nature.ID,
                """
                id model tool_call_id call_id tool_use_id item_id response_id request_id approval_request_id user user_id
                safety_identifier prompt_cache_key cache_salt version media_type mime_type mimetype mimeType content_length file_type
                system_fingerprint anthropic_version anthropic_beta betas vector_store_ids vector_store_id skill_id
                created_by cache_id tool_id encrypted_index
                """);
        put(Nature.SEALED, "signature thought_signature thoughtSignature authorization authorization_token api_key");
        put(Nature.ENCRYPTED, "encrypted_content encrypted_reasoning encrypted_stdout encrypted_text");
        put(
                Nature.FREE,
                """
                metadata variables logit_bias documents chat_template_kwargs extra_body extra_headers extra_query headers
                attributes filters mm_processor_kwargs media_io_kwargs vllm_xargs kv_transfer_params provider plugins transforms
                safety_settings template_kwargs structuredContent _meta
                """);
        put(Nature.SCHEMA, "json_schema schema guided_json structured_outputs input_schema");
        put(Nature.BYTES, "data file_data b64_json image_base64 bytes");
        put(Nature.PLACE, "url uri file_uri file_id file_url");
        put(Nature.IMAGE, "image_url image input_image");
        put(Nature.AUDIO, "input_audio audio audio_url");
        put(Nature.VIDEO, "video_url video input_video");
        put(Nature.FILE, "file input_file file_ids");
        put(
                Nature.REFERENCE,
                "previous_response_id conversation container container_id assistant_id thread_id cached_content");
        put(Nature.TOKENS, "prompt_embeds prompt_token_ids token_ids");
    }

    /** What the gateway goes by: who takes another name for one of these answers another request. */
    private static final Set<String> GONE_BY = among(
            """
            messages content text role type name refusal stream stream_options include_usage n best_of model tools functions function custom
            tool_calls function_call arguments parameters input output instructions system prompt suffix id tool_call_id call_id
            tool_use_id tool_choice thinking signature source data store background previous_response_id conversation reasoning
            reasoning_content response_format result results image_url input_schema
            """);

    private static final Set<String> WORDS = among(
            """
            user assistant system tool developer function custom auto none required any low medium high xhigh max minimal default
            original text json_object json_schema grammar regex lark message reasoning summary_text reasoning_text
            input_text output_text refusal input_image input_file input_audio input_video image_url image file audio audio_url video
            video_url document content base64 url file_id container_upload
            thinking redacted_thinking tool_use tool_result server_tool_use mcp_tool_use mcp_tool_result search_result
            web_search_tool_result web_fetch_tool_result web_search_result web_fetch_result code_execution_tool_result
            code_execution_result bash_code_execution_tool_result bash_code_execution_result bash_code_execution_output
            text_editor_code_execution_tool_result text_editor_code_execution_view_result
            text_editor_code_execution_create_result text_editor_code_execution_str_replace_result tool_search_tool_result
            tool_search_tool_search_result tool_reference web_search_tool_result_error web_fetch_tool_result_error
            code_execution_tool_result_error code_execution_output encrypted_code_execution_result compaction
            char_location page_location content_block_location web_search_result_location search_result_location
            function_call function_call_output custom_tool_call custom_tool_call_output web_search_call file_search_call
            computer_call computer_call_output computer_screenshot code_interpreter_call image_generation_call local_shell_call
            local_shell_call_output shell_call shell_call_output apply_patch_call apply_patch_call_output mcp_call mcp_list_tools
            mcp_approval_request mcp_approval_response item_reference logs create_file update_file delete_file
            search open_page find find_in_page exec exit timeout click double_click drag keypress move screenshot scroll wait type
            url_citation file_citation container_file_citation file_path approximate
            in_progress completed incomplete failed searching interpreting calling generating succeeded
            ephemeral 5m 1h 24h in_memory in-memory enabled disabled adaptive concise detailed
            float int8 uint8 binary ubinary wav mp3 flac opus pcm pcm16 aac ogg png jpeg jpg webp gif
            priority flex scale standard standard_only auto_only batch left right back
            web_search_call.results web_search_call.action.sources file_search_call.results code_interpreter_call.outputs
            computer_call_output.output.image_url message.input_image.image_url message.output_text.logprobs
            reasoning.encrypted_content
            alloy ash ballad coral echo fable nova onyx sage shimmer verse marin cedar
            stop length tool_calls content_filter end_turn max_tokens stop_sequence pause_turn
            allowed_tools web_search web_search_preview file_search computer computer_use_preview code_interpreter
            image_generation local_shell shell apply_patch mcp
            clear_tool_uses_20250919 clear_thinking_20251015 input_tokens tool_uses thinking_turns all
            windows mac linux ubuntu browser skill skill_reference anthropic direct
            commentary final_answer
            """);

    private KnownFields() {}

    private static void put(Nature nature, String names) {
        for (String name : among(names)) {
            NATURES.put(name, nature);
            FOLDED.merge(bare(folded(name)), name, (one, other) -> folded(one).equals(one) ? one : other);
        }
    }

    private static Set<String> among(String words) {
        return BLANKS.splitAsStream(words.trim()).collect(Collectors.toUnmodifiableSet());
    }

    /** What stands in a field of this name; null if it is not known. */
    static Nature nature(String name) {
        return NATURES.get(name);
    }

    static boolean isWord(String value) {
        return WORDS.contains(value);
    }

    /** The words that stand in fields for settings. */
    static Set<String> words() {
        return WORDS;
    }

    /** The known field that a lenient parser may take a name for: one that differs in case, or in the way of joining words; null if there is none. */
    static String meant(String name) {
        return FOLDED.get(bare(folded(name)));
    }

    /** Whether two names are one to parsers that do not mind the case. */
    static boolean sameButCase(String name, String other) {
        return folded(name).equals(folded(other));
    }

    /** Whether such parsers take a name for another that the gateway goes by. */
    static boolean misleads(String name, String meant) {
        return GONE_BY.contains(meant) && sameButCase(name, meant);
    }

    /** Folds as widely as any parser: the Kelvin sign is a k, the long s an s, both Turkish letters an i. */
    private static String folded(String name) {
        StringBuilder folded = new StringBuilder(name.length());
        name.codePoints()
                .map(point -> Character.toLowerCase(Character.toUpperCase(point)))
                .forEach(folded::appendCodePoint);
        return folded.toString();
    }

    private static String bare(String name) {
        return name.replace("_", "").replace("-", "");
    }

    /** Whether a value can be a model's name or a type of files: one word, however it is joined. */
    static boolean isName(String value) {
        return value.length() <= 200 && value.chars().allMatch(c -> c > ' ' && c < 0x7f && "\"'<>{}".indexOf(c) < 0);
    }

    /** Whether a value can be a signature, a key or bytes in Base64: no blanks, and long runs of letters and digits. */
    static boolean isSealed(String value) {
        String bare = value.startsWith("Bearer ") ? value.substring("Bearer ".length()) : value;
        return bare.chars()
                .allMatch(c -> (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || "_-.:/+=~".indexOf(c) >= 0);
    }
}
