package dev.fulcrum.policy;

import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Proposal;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads a consequence: {@code insert( … );} with a proposal, or in a rule that infers with a finding. Not thread-safe. */
final class ConsequenceReader {
    private static final String INFERRED = "Finding.inferred";

    private final Tokens tokens;
    private final OperandReader values;
    private final boolean infers;

    /**
     * @param outers the patterns that the consequence reads
     * @param infers whether the rule adds findings rather than proposals
     */
    ConsequenceReader(String consequence, Scope scope, Outers outers, boolean infers) throws NotAllowed {
        this.tokens = new Tokens(consequence);
        this.values = new OperandReader(tokens, scope, outers, Optional.empty(), -1);
        this.infers = infers;
    }

    List<ReadRule.Insertion> read() throws NotAllowed {
        List<ReadRule.Insertion> insertions = new ArrayList<>();
        while (tokens.peek().kind() != Token.Kind.END) {
            Token word = tokens.take();
            if (!word.isWord("insert")) {
                throw new NotAllowed(
                        "`" + word + "` does more than to propose",
                        "a consequence consists of insert( … ); statements only",
                        word.at());
            }
            tokens.expect("(", "write insert( … );");
            insertions.add(proposal());
            tokens.expect(")", "close the bracket");
            tokens.expect(";", "end each insert( … ) with a semicolon");
        }
        if (insertions.isEmpty()) {
            throw new NotAllowed("the consequence is empty", "insert a proposal such as Block.because( \"…\" )", 0);
        }
        return insertions;
    }

    private ReadRule.Insertion proposal() throws NotAllowed {
        Token root = tokens.take();
        String call = root.text();
        if (tokens.takes(".")) {
            call += "." + tokens.take().text();
        }
        if (infers ? !call.equals(INFERRED) : ProposalForm.of(call).isEmpty()) {
            throw new NotAllowed(
                    "`" + call + "` is not " + (infers ? "a finding" : "a proposal"),
                    infers
                            ? "insert( Finding.inferred( \"kind\", $part, 0.9 ) )"
                            : "known are " + String.join(", ", ProposalForm.calls()),
                    root.at());
        }
        Class<?> type =
                infers ? Finding.class : ProposalForm.of(call).orElseThrow().maker();
        String name = call.substring(call.indexOf('.') + 1);
        ReadRule.Insertion made = call(type, name, true, root, facts -> null);
        while (!infers && tokens.takes(".")) {
            Token next = tokens.take();
            made = call(ProposalForm.of(call).orElseThrow().type(), next.text(), false, next, made);
        }
        return made;
    }

    private ReadRule.Insertion call(Class<?> type, String name, boolean isStatic, Token at, ReadRule.Insertion receiver)
            throws NotAllowed {
        tokens.expect("(", "write " + name + "( … )");
        List<Operand> arguments = new ArrayList<>();
        if (!tokens.takes(")")) {
            do {
                arguments.add(values.sum());
            } while (tokens.takes(","));
            tokens.expect(")", "close the bracket");
        }
        List<Method> named = Arrays.stream(type.getMethods())
                .filter(it -> it.getName().equals(name)
                        && Modifier.isStatic(it.getModifiers()) == isStatic
                        && (isStatic || it.getDeclaringClass() == type)
                        && (infers || Proposal.class.isAssignableFrom(it.getReturnType())))
                .toList();
        if (named.isEmpty()) {
            throw new NotAllowed(
                    "`" + name + "` is nothing that can be said of a " + type.getSimpleName(),
                    "see docs/rules.md, Proposals",
                    at.at());
        }
        Method method = named.stream()
                .filter(it -> fits(it, arguments))
                .findFirst()
                .orElseThrow(() -> new NotAllowed(
                        "`" + name + "` cannot be given "
                                + (arguments.isEmpty()
                                        ? "nothing"
                                        : arguments.stream().map(Operand::noun).collect(Collectors.joining(", "))),
                        "it takes "
                                + named.stream()
                                        .map(ConsequenceReader::taken)
                                        .sorted()
                                        .collect(Collectors.joining("; or ")),
                        at.at()));
        return facts -> invoke(method, receiver.make(facts), arguments, facts);
    }

    private static boolean fits(Method method, List<Operand> arguments) {
        Class<?>[] taken = method.getParameterTypes();
        if (taken.length != arguments.size()) {
            return false;
        }
        for (int i = 0; i < taken.length; i++) {
            Operand argument = arguments.get(i);
            if (taken[i] == double.class ? !argument.isNumber() : taken[i] != argument.type()) {
                return false;
            }
        }
        return true;
    }

    private static String taken(Method method) {
        return method.getParameterCount() == 0
                ? "nothing"
                : Arrays.stream(method.getParameterTypes())
                        .map(it -> it == String.class
                                ? "a text"
                                : it == double.class ? "a number" : "a " + it.getSimpleName())
                        .collect(Collectors.joining(", "));
    }

    private static Object invoke(Method method, Object receiver, List<Operand> arguments, Object[] facts) {
        Object[] given = new Object[arguments.size()];
        for (int i = 0; i < given.length; i++) {
            Object value = arguments.get(i).value().of(facts);
            given[i] = method.getParameterTypes()[i] == double.class && value instanceof Number number
                    ? (Object) number.doubleValue()
                    : value;
        }
        try {
            return method.invoke(receiver, given);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException broken) {
                throw broken;
            }
            throw new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
