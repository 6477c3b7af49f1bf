package dev.fulcrum.policy;

import dev.fulcrum.model.Allowance;
import dev.fulcrum.model.Answer;
import dev.fulcrum.model.Attempt;
import dev.fulcrum.model.Conversation;
import dev.fulcrum.model.Desk;
import dev.fulcrum.model.Exchange;
import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Load;
import dev.fulcrum.model.Message;
import dev.fulcrum.model.ToolCall;
import dev.fulcrum.model.ToolResult;
import java.lang.invoke.CallSite;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** The facts that rules read, and their fields: the components of their records and nothing else. */
final class FactFields {
    private static final Map<String, Class<? extends Record>> FACTS;
    private static final ConcurrentMap<Class<?>, Map<String, Field>> FIELDS = new ConcurrentHashMap<>();

    static {
        Map<String, Class<? extends Record>> facts = new TreeMap<>();
        Stream.of(
                        Exchange.class,
                        Conversation.class,
                        Message.class,
                        ToolCall.class,
                        ToolResult.class,
                        Finding.class,
                        Answer.class,
                        Desk.class,
                        Load.class,
                        Allowance.class,
                        Attempt.class)
                .forEach(type -> facts.put(type.getSimpleName(), type));
        FACTS = Collections.unmodifiableMap(facts);
    }

    private FactFields() {}

    /**
     * A field of a fact.
     *
     * @param number its place among the fields of its fact
     */
    record Field(String name, Class<?> type, Function<Object, Object> reader, int number) {}

    /** The names of all facts. */
    static Set<String> facts() {
        return FACTS.keySet();
    }

    /** The type of a fact. */
    static Optional<Class<? extends Record>> fact(String name) {
        return Optional.ofNullable(FACTS.get(name));
    }

    /** Whether a value of a type has fields that rules may read. */
    static boolean hasFields(Class<?> type) {
        return type.isRecord() && type.getPackage().equals(Finding.class.getPackage());
    }

    /** A field of a fact, or of a part of it. */
    static Optional<Field> field(Class<?> type, String name) {
        return hasFields(type) ? Optional.ofNullable(fields(type).get(name)) : Optional.empty();
    }

    /** The names of the fields, for people. */
    static Set<String> names(Class<?> type) {
        return new TreeSet<>(fields(type).keySet());
    }

    private static Map<String, Field> fields(Class<?> type) {
        return FIELDS.computeIfAbsent(type, FactFields::read);
    }

    private static Map<String, Field> read(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Map<String, Field> fields = new TreeMap<>();
        for (RecordComponent component : components) {
            fields.put(
                    component.getName(),
                    new Field(
                            component.getName(),
                            MethodType.methodType(component.getType()).wrap().returnType(),
                            reader(type, component),
                            Arrays.asList(components).indexOf(component)));
        }
        return fields;
    }

    @SuppressWarnings("unchecked")
    private static Function<Object, Object> reader(Class<?> type, RecordComponent component) {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            MethodHandle accessor = lookup.unreflect(component.getAccessor());
            CallSite site = LambdaMetafactory.metafactory(
                    lookup,
                    "apply",
                    MethodType.methodType(Function.class),
                    MethodType.methodType(Object.class, Object.class),
                    accessor,
                    MethodType.methodType(component.getType(), type).wrap());
            return (Function<Object, Object>) site.getTarget().invoke();
        } catch (Throwable e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }
}
