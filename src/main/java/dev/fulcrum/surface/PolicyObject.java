package dev.fulcrum.surface;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.fulcrum.model.PolicyNotice;
import java.io.IOException;
import java.util.List;

/** The {@code policy} object of bodies: which rule decided, who answers for it, what it lowers and raises. */
final class PolicyObject {
    private final PolicyNotice notice;

    PolicyObject(PolicyNotice notice) {
        this.notice = notice;
    }

    /** Writes the field into the object that the generator is in. */
    void write(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("policy");
        json.writeStringField("exchange", notice.exchange());
        json.writeStringField("rule", notice.rule());
        json.writeStringField("owner", notice.owner());
        array(json, "lowers", notice.lowers());
        array(json, "raises", notice.raises());
        json.writeStringField("revision", notice.revision());
        if (notice.caseId().isPresent()) {
            json.writeStringField("case", notice.caseId().get());
        }
        json.writeEndObject();
    }

    private static void array(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
