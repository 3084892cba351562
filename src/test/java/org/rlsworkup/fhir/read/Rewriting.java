package org.rlsworkup.fhir.read;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Random;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** The same JSON written another way: members in another order, other white space, escapes, numbers with exponents. */
final class Rewriting {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final Random random;
    private final StringBuilder out = new StringBuilder();

    private Rewriting(Random random) {
        this.random = random;
    }

    static String of(String json, long seed) {
        var rewriting = new Rewriting(new Random(seed));
        rewriting.write(MAPPER.readTree(json));
        return rewriting.out.toString();
    }

    private void write(JsonNode node) {
        if (node.isObject()) {
            object(node);
        } else if (node.isArray()) {
            space().append('[');
            for (var i = 0; i < node.size(); i++) {
                space().append(i == 0 ? "" : ",");
                write(node.get(i));
            }
            space().append(']');
        } else if (node.isNumber()) {
            number(node.decimalValue());
        } else if (node.isString()) {
            string(node.stringValue());
        } else {
            space().append(node);
        }
        space();
    }

    private void object(JsonNode node) {
        var names = new ArrayList<>(node.propertyNames());
        Collections.shuffle(names, random);
        if (random.nextBoolean() && names.remove("resourceType")) {
            names.add("resourceType");
        }
        var separator = '{';
        for (var name : names) {
            space().append(separator);
            separator = ',';
            space();
            string(name);
            space().append(':');
            write(node.get(name));
        }
        out.append(names.isEmpty() ? "{}" : "}");
    }

    /** The same digits: the zeros at the end are the laboratory's. */
    private void number(BigDecimal number) {
        space().append(number.unscaledValue())
                .append(random.nextBoolean() ? "e" : "E")
                .append(-number.scale());
    }

    private void string(String text) {
        out.append('"');
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || random.nextInt(4) == 0) {
                out.append("\\u").append(HexFormat.of().toHexDigits(c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private StringBuilder space() {
        return out.append(" \t\r\n", 0, random.nextInt(5));
    }
}
