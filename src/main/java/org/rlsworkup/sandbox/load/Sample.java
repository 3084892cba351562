package org.rlsworkup.sandbox.load;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** One resource of a Bundle, ready to be stored, with every reference inside it; these are mutable. */
public record Sample(Resource resource, List<Reference> references) {
    public Sample {
        references = List.copyOf(references);
    }

    static Sample of(Resource resource) {
        return new Sample(resource, elements(resource, Reference.class));
    }

    /**
     * The elements of a type at any depth: in contained resources, and in extensions of primitives too, which the
     * library's own terser leaves out.
     */
    static <T extends Base> List<T> elements(Base element, Class<T> type) {
        var found = new ArrayList<T>();
        if (type.isInstance(element)) {
            found.add(type.cast(element));
        }
        for (var property : element.children()) {
            property.getValues().forEach(value -> found.addAll(elements(value, type)));
        }
        return found;
    }

    public String typeAndId() {
        return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
    }

    /** Moves every date of a resource by whole days, so that a sample keeps its age relative to today. */
    record DateShift(long days) {
        private static final int DAY = "YYYY-MM-DD".length();

        static DateShift between(LocalDate writtenFor, LocalDate today) {
            return new DateShift(today.toEpochDay() - writtenFor.toEpochDay());
        }

        /** Changes the dates of the resource in place, including those of contained resources and extensions. */
        void applyTo(Resource resource) {
            Sample.elements(resource, BaseDateTimeType.class).stream()
                    .filter(BaseDateTimeType::hasValue)
                    .forEach(date -> date.setValueAsString(moved(date.getValueAsString())));
        }

        /** Works on the text, so that precision, time of day, fraction and offset stay as they were written. */
        String moved(String date) {
            var day = earliestDay(date).plusDays(days).toString();
            return date.length() < DAY ? day.substring(0, date.length()) : day + date.substring(DAY);
        }

        /** The first day that a FHIR date, dateTime or instant of any precision can mean, in its own offset. */
        static LocalDate earliestDay(String date) {
            return LocalDate.parse((date.length() < DAY ? date + "-01-01" : date).substring(0, DAY));
        }
    }
}
