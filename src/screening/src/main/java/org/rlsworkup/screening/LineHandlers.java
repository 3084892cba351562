package org.rlsworkup.screening;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.hadoop.io.Text;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.sketch.BloomFilter;
import org.rlsworkup.screening.SliceReading.LineHandler;
import tools.jackson.core.JacksonException;

/** What each reading of the export keeps of a line. */
final class LineHandlers {
    private LineHandlers() {}

    /**
     * What every reading needs.
     *
     * @param deleted see {@link Export#deleted}
     */
    record Shared(Broadcast<Map<String, Integer>> deleted, Screener.Settings settings) implements Serializable {
        boolean isDeleted(ResourceHead head, Slice slice) {
            var number = deleted.value().get(head.type() + "/" + head.id());
            return number != null && number > slice.file().number();
        }
    }

    /** The first reading, of Conditions: the patients who may have RLS. */
    record Gate(Shared shared) implements LineHandler {
        @Override
        public boolean handle(Slice slice, long at, Text line, Consumer<Piece> pieces) {
            ResourceHead head;
            try {
                head = ResourceHead.read(line);
            } catch (JacksonException e) {
                // The second reading comes here again and sets the line aside.
                return true;
            }
            if (head.type().equals("Condition")
                    && head.patient() != null
                    && !shared.isDeleted(head, slice)
                    && Screener.of(shared.settings()).mayHaveRls(head.patient(), line.getBytes(), line.getLength())) {
                pieces.accept(new Piece.Line(head.patient(), ""));
            }
            return true;
        }
    }

    /** The second reading, of everything but Medications: what is about those patients. */
    record OfPatients(Shared shared, Broadcast<BloomFilter> patients) implements LineHandler {
        @Override
        public boolean handle(Slice slice, long at, Text line, Consumer<Piece> pieces) {
            ResourceHead head;
            try {
                head = ResourceHead.read(line);
            } catch (JacksonException e) {
                setAside(slice, at, line, "no JSON: " + reason(e), pieces);
                return true;
            }
            if (!Export.SOURCES.containsKey(head.type())) {
                setAside(slice, at, line, "a resource of another type", pieces);
                return true;
            }
            var patient = head.patient();
            if (patient == null) {
                return false;
            }
            if (patients.value().mightContainString(patient) && !shared.isDeleted(head, slice)) {
                var json = Screener.of(shared.settings()).shortened(head.type(), line.getBytes(), line.getLength());
                pieces.accept(new Piece.Line(patient, json));
                if (head.medication() != null) {
                    pieces.accept(new Piece.Product(patient, head.medication()));
                }
            }
            return true;
        }

        private void setAside(Slice slice, long at, Text line, String reason, Consumer<Piece> pieces) {
            var type = slice.file().type();
            var concerned = ResourceHead.patientsNamedIn(line, type).stream()
                    .filter(patients.value()::mightContainString)
                    .toList();
            pieces.accept(LineHandlers.setAside(slice, at, line, reason, concerned));
        }
    }

    /** The third reading, of Medications: those that these patients' medicines refer to. */
    record OfProducts(Shared shared, Broadcast<BloomFilter> products) implements LineHandler {
        @Override
        public boolean handle(Slice slice, long at, Text line, Consumer<Piece> pieces) {
            try {
                var head = ResourceHead.read(line);
                if (head.type().equals(Export.MEDICATION)
                        && products.value().mightContainString(Objects.requireNonNullElse(head.id(), ""))
                        && !shared.isDeleted(head, slice)) {
                    pieces.accept(new Piece.Line(Objects.requireNonNull(head.id()), text(line)));
                }
            } catch (JacksonException e) {
                pieces.accept(LineHandlers.setAside(slice, at, line, "no JSON: " + reason(e), List.of()));
            }
            return true;
        }
    }

    private static Piece setAside(Slice slice, long at, Text line, String reason, List<String> patients) {
        var file = slice.file();
        return new Piece.SetAside(file.path(), file.type(), slice.number(), at, reason, text(line), patients);
    }

    /** Without what it quotes of the line. */
    private static String reason(JacksonException e) {
        var location = e.getLocation();
        return e.getClass().getSimpleName() + (location == null ? "" : " in column " + location.getColumnNr());
    }

    private static String text(Text line) {
        return new String(line.getBytes(), 0, line.getLength(), StandardCharsets.UTF_8);
    }
}
