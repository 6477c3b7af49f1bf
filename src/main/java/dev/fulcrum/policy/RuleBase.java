package dev.fulcrum.policy;

import java.util.List;
import java.util.Map;
import org.kie.api.KieBase;

/**
 * Rules that share a session, compiled.
 *
 * @param rules ids; conditions and consequences know their rule by its place here
 * @param needs without what each rule cannot fire, by its place; null where it may fire on anything
 * @param names the place of each rule by the names that it has in the rule engine, of which it has one for each alternative
 */
record RuleBase(KieBase base, List<String> rules, List<Opening> needs, Map<String, Integer> names) {
    int indexOf(String name) {
        return names.get(name);
    }
}
