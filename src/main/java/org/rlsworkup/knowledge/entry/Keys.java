package org.rlsworkup.knowledge.entry;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What records declare by {@link Key}. */
public final class Keys {
    /** By the record, because reflection would make all of it again each time it is asked. */
    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return Shape.of(type);
        }
    };

    private Keys() {}

    private record Shape(
            List<RecordComponent> components, @Nullable RecordComponent id, Constructor<?> constructor) {
        static Shape of(Class<?> type) {
            var components = List.of(type.getRecordComponents());
            var id = components.stream()
                    .filter(it -> it.getType() != Map.class && isId(it.getAnnotation(Key.class)))
                    .findFirst()
                    .orElse(null);
            try {
                var constructor = type.getDeclaredConstructor(
                        components.stream().map(RecordComponent::getType).toArray(Class[]::new));
                constructor.setAccessible(true);
                return new Shape(components, id, constructor);
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(type + " is no record", e);
            }
        }
    }

    /** The components of a record, in order. */
    public static List<RecordComponent> components(Class<?> type) {
        return SHAPES.get(type).components();
    }

    /** The component by which an entry of a list is known, or null if there is none. */
    public static @Nullable RecordComponent id(Class<?> type) {
        return SHAPES.get(type).id();
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
            return type.cast(SHAPES.get(type).constructor().newInstance(values.toArray()));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made", e);
        }
    }

    /** A copy of a record with other values of some components, by name. */
    public static <R extends Record> R with(Class<R> type, R record, Map<String, ?> changed) {
        var values = new ArrayList<@Nullable Object>();
        for (var component : components(type)) {
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
