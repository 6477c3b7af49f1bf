package dev.fulcrum.proxy;

import dev.fulcrum.model.Exchange;
import dev.fulcrum.upstream.Readiness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Targets of a route that are as good as each other. One is chosen for each exchange, and the others come after it.
 *
 * <p>The choice is weighted rendezvous hashing: each member draws a number from the hash of its name and of what the choice
 * goes by, and the highest {@code -weight / ln(number)} comes first. So a member is first with a probability of its share
 * of all weights, each rank after it likewise among the rest, and a member that leaves moves only what was its own. The
 * same exchange, or the same subject, always draws the same; but how ready the members are is a circumstance of the moment.
 *
 * @param members at least one, with different names
 * @param sticky whether the choice goes by the exchange's subject, so that a conversation stays where it is; else by the
 *     exchange itself
 */
public record Peers(List<Member> members, boolean sticky) {
    public Peers {
        members = List.copyOf(members);
    }

    /**
     * One of them.
     *
     * @param weight its share beside the others' weights; at least 1
     */
    public record Member(Route.Stop stop, int weight) {}

    boolean speaks(String surface) {
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).stop().speaks(surface)) {
                return true;
            }
        }
        return false;
    }

    /** Those that can serve the exchange's surface, in the order in which they are tried: the readier first, then as drawn. */
    List<Route.Stop> order(Exchange exchange) {
        if (members.size() == 1) {
            Route.Stop only = members.get(0).stop();
            return only.speaks(exchange.surface()) ? List.of(only) : List.of();
        }
        String key = sticky ? exchange.subject() : exchange.id();
        List<Drawn> drawn = new ArrayList<>(members.size());
        for (Member member : members) {
            if (member.stop().speaks(exchange.surface())) {
                drawn.add(new Drawn(
                        member.stop(), member.stop().target().readiness(exchange.app()), number(key, member)));
            }
        }
        drawn.sort(Comparator.comparing(Drawn::readiness)
                .thenComparing(Comparator.comparingDouble(Drawn::number).reversed()));
        return drawn.stream().map(Drawn::stop).toList();
    }

    private record Drawn(Route.Stop stop, Readiness readiness, double number) {}

    private static double number(String key, Member member) {
        long hash = mixed(
                hash(hash(FNV_BASIS, key), "\u0000" + member.stop().target().name()));
        double uniform = ((hash >>> 11) + 0.5) * 0x1.0p-53; // above 0 and below 1
        return -member.weight() / Math.log(uniform);
    }

    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** FNV-1a over the text's UTF-16 units, going on from a hash. */
    private static long hash(long from, String text) {
        long hash = from;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014): FNV leaves the high bits of similar texts alike. */
    private static long mixed(long hash) {
        long mixed = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
