package org.rlsworkup.knowledge.entry;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What records declare by {@link Key}. */
public final class Keys {
    private Keys() {}

    /** The component by which an entry of a list is known, or null if there is none. */
    public static @Nullable RecordComponent id(Class<?> type) {
        return Stream.of(type.getRecordComponents())
                .filter(component -> component.getType() != Map.class && isId(component.getAnnotation(Key.class)))
                .findFirst()
                .orElse(null);
    }

    private static boolean isId(@Nullable Key key) {
        return key != null && key.id() != Ids.NONE;
    }

    /** The name of the key in the file. */
    public static String name(RecordComponent component) {
        var key = component.getAnnotation(Key.class);
        return key == null || key.name().isEmpty() ? component.getName() : key.name();
    }

    /** The value of a component. */
    public static @Nullable Object get(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (InvocationTargetException | IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The class of a type, without its type arguments. */
    public static Class<?> raw(Type type) {
        return (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
    }

    public static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }
}
