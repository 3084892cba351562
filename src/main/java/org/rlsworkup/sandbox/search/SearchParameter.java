package org.rlsworkup.sandbox.search;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Resource;

/**
 * One search parameter of one resource type, as R4 defines it.
 *
 * @param paths where its values are, never empty
 */
public record SearchParameter(String name, Kind kind, List<ElementPath> paths) {

    /** The kinds this server reads; all others are refused. */
    public enum Kind {
        TOKEN(RestSearchParameterTypeEnum.TOKEN, SearchValue::tokens),
        REFERENCE(RestSearchParameterTypeEnum.REFERENCE, SearchValue::links),
        DATE(RestSearchParameterTypeEnum.DATE, SearchValue::dates);

        private final RestSearchParameterTypeEnum type;
        private final Function<Base, Stream<SearchValue>> reader;

        Kind(RestSearchParameterTypeEnum type, Function<Base, Stream<SearchValue>> reader) {
            this.type = type;
            this.reader = reader;
        }

        static Stream<Kind> of(RestSearchParameterTypeEnum type) {
            return Stream.of(values()).filter(kind -> kind.type == type);
        }
    }

    public SearchParameter {
        paths = List.copyOf(paths);
    }

    List<SearchValue> valuesOf(Resource resource) {
        return paths.stream()
                .flatMap(path -> path.elementsOf(resource))
                .flatMap(kind.reader)
                .toList();
    }
}
