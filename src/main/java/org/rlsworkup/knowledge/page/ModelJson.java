package org.rlsworkup.knowledge.page;

import java.util.Map;
import java.util.Objects;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.Interval;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.Template;
import org.rlsworkup.knowledge.analyte.Units;
import org.rlsworkup.knowledge.entry.Key;
import org.rlsworkup.knowledge.entry.Keys;
import org.rlsworkup.knowledge.rule.Condition;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Writes the knowledge as JSON: the members are the keys of the knowledge file, and codes are objects of system and
 * code. Created on request and cached by the caller, so it need not be fast.
 */
final class ModelJson {
    private ModelJson() {}

    static String of(Knowledge knowledge) {
        var module = new SimpleModule()
                .addSerializer(Record.class, new Members())
                .addSerializer(Code.class, serializer((code, out, context) -> {
                    out.writeStartObject();
                    if (code.system() != null) {
                        out.writeStringProperty("system", code.system());
                    }
                    out.writeStringProperty("code", code.code()).writeEndObject();
                }))
                .addSerializer(Template.class, serializer((text, out, context) -> out.writeString(text.text())))
                .addSerializer(Condition.class, serializer((when, out, context) -> out.writeString(when.text())))
                .addSerializer(
                        Units.class, serializer((units, out, context) -> context.writeValue(out, units.written())))
                .addSerializer(
                        Interval.class,
                        serializer((limits, out, context) -> out.writeStartArray()
                                .writeNumber(PageWords.plain(Objects.requireNonNull(limits.low())))
                                .writeNumber(PageWords.plain(Objects.requireNonNull(limits.high())))
                                .writeEndArray()))
                .addSerializer(
                        Enum.class, serializer((constant, out, context) -> out.writeString(Keys.written(constant))));
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .addModule(module)
                .build()
                .writeValueAsString(knowledge);
    }

    private interface Writer<T> {
        void write(T value, JsonGenerator out, SerializationContext context);
    }

    private static <T> ValueSerializer<T> serializer(Writer<T> writer) {
        return new ValueSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator out, SerializationContext context) {
                writer.write(value, out, context);
            }
        };
    }

    /** A record by its declared keys, without what is null; what is in the file as a list is a list. */
    private static final class Members extends ValueSerializer<Record> {
        @Override
        public void serialize(Record value, JsonGenerator out, SerializationContext context) {
            out.writeStartObject();
            for (var component : value.getClass().getRecordComponents()) {
                var key = component.getAnnotation(Key.class);
                var member = key == null ? null : Keys.get(component, value);
                if (member != null) {
                    out.writeName(Keys.name(component));
                    context.writeValue(out, member instanceof Map<?, ?> map && isList(map) ? map.values() : member);
                }
            }
            out.writeEndObject();
        }

        private static boolean isList(Map<?, ?> map) {
            return map.values().stream()
                    .anyMatch(value -> value instanceof Record entry && Keys.id(entry.getClass()) != null);
        }
    }
}
