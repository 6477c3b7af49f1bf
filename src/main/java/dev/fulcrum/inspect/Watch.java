package dev.fulcrum.inspect;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The detectors of one inspection, with what each may see. Thread-safe.
 *
 * @param kinds those that are wanted; a detector may see more
 */
record Watch(List<Post> posts, Set<String> kinds) {
    Watch {
        posts = List.copyOf(posts);
        kinds = Set.copyOf(kinds);
    }

    /** A detector and all kinds that it may see. */
    record Post(Detector detector, Set<String> kinds) {
        Post {
            kinds = Set.copyOf(kinds);
        }

        boolean mayReportOneOf(Set<String> wanted) {
            return kinds.stream().anyMatch(wanted::contains);
        }
    }

    List<Detector> detectors() {
        return posts.stream().map(Post::detector).toList();
    }

    /** Without the detectors that see none of these kinds. */
    Watch narrowed(Set<String> fewer) {
        Set<String> left = new TreeSet<>(kinds);
        left.retainAll(fewer);
        return new Watch(
                posts.stream().filter(post -> post.mayReportOneOf(left)).toList(), left);
    }
}
