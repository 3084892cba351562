package org.rlsworkup.knowledge.entry;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A record with these values of its components. */
    public static <R> R make(Class<R> type, List<? extends @Nullable Object> values) {
        try {
            var constructor = type.getDeclaredConstructor(Stream.of(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values.toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made", e);
        }
    }

    /** A copy of a record with other values of some components, by name. */
    public static <R extends Record> R with(Class<R> type, R record, Map<String, ?> changed) {
        var values = new ArrayList<@Nullable Object>();
        for (var component : type.getRecordComponents()) {
            var other = changed.get(component.getName());
            values.add(other == null ? get(component, record) : other);
        }
        return make(type, values);
    }

    /** A constant that is not written in the knowledge file by its name in lower case with hyphens. */
    public interface Written {
        /** As it is written. */
        String written();
    }

    /** As a constant is written in the file. */
    public static String written(Object constant) {
        return constant instanceof Written it
                ? it.written()
                : ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The class of a type, without its type arguments. */
    public static Class<?> raw(Type type) {
        return (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
    }

    public static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }
}
