package dev.fulcrum.cli;

import java.lang.reflect.Proxy;

/**
 * Signals of the operating system, by the virtual machine's own class for them: {@code sun.misc.Signal}, which every machine from 17 to 25 has, and which
 * can be reached by reflection only, since the compiler warns of it.
 */
final class Signals {
    private Signals() {}

    /**
     * Does something when a signal comes, in place of what the machine would do.
     *
     * @param name such as {@code TERM}
     * @return whether it can be done; not on a system without this signal, nor with {@code -Xrs}
     */
    static boolean on(String name, Runnable act) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                        switch (method.getName()) {
                            case "handle" -> act.run();
                            case "hashCode" -> {
                                return System.identityHashCode(self);
                            }
                            case "equals" -> {
                                return self == arguments[0];
                            }
                            default -> {
                                return name;
                            }
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
            return true;
        } catch (ReflectiveOperationException | LinkageError unknown) {
            return false;
        }
    }
}
