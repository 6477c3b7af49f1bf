package dev.fulcrum.inspect;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * E-mail addresses that are no secret: single ones, and all of a domain, written {@code @bank.example}.
 *
 * <p>An address is one of them if nothing of it differs but case, width and invisible characters; a subdomain is another domain.
 */
final class OwnMailboxes implements Exemption {
    /** In front of an address, or behind it, these lead to somebody else. */
    private static final String ROUTES = "@!%";

    private final Set<String> addresses = new TreeSet<>();
    private final Set<String> domains = new TreeSet<>();

    OwnMailboxes(List<String> excepted) {
        for (String each : excepted) {
            String folded = Automaton.fold(each);
            (folded.startsWith("@") ? domains : addresses).add(folded);
        }
    }

    /** Whether a text names a mailbox, or a domain behind its {@code @}. */
    static boolean isOne(String text) {
        String folded = Automaton.fold(text);
        String address = folded.startsWith("@") ? "a" + folded : folded;
        Stretches found = Emails.find(address);
        return found.count() == 1 && found.start(0) == 0 && found.end(0) == address.length();
    }

    @Override
    public boolean holds(String text, int start, int end) {
        if (routed(text, start - 1) || routed(text, end)) {
            return false;
        }
        String address = Automaton.fold(text.substring(start, end));
        int at = address.indexOf('@');
        return addresses.contains(address) || (at > 0 && domains.contains(address.substring(at)));
    }

    private static boolean routed(String text, int index) {
        return index >= 0
                && index < text.length()
                && ROUTES.indexOf(Automaton.fold(text.substring(index, index + 1))) >= 0
                && !Script.isBlank(text.charAt(index));
    }
}
