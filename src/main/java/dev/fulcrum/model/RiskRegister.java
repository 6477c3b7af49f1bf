package dev.fulcrum.model;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The risks that rules may name: harms and prices, each with a definition, an owner and a tolerance. */
public final class RiskRegister {
    private final Map<String, Risk> risks;

    public RiskRegister(Collection<Risk> risks) {
        Map<String, Risk> byId = new LinkedHashMap<>();
        risks.forEach(risk -> byId.put(risk.id(), risk));
        this.risks = Collections.unmodifiableMap(byId);
    }

    public Optional<Risk> find(String id) {
        return Optional.ofNullable(risks.get(id));
    }

    /** Whether a model ought to refuse a prompt in which this harm shows: the register says so of it, or of what it belongs to. */
    public boolean refusable(String id) {
        for (int end = id.length(); end > 0; end = id.lastIndexOf('.', end - 1)) {
            Risk risk = risks.get(id.substring(0, end));
            if (risk != null && risk.refusable()) {
                return true;
            }
        }
        return false;
    }

    /** All risks in the order of the file. */
    public Collection<Risk> all() {
        return risks.values();
    }
}
