package org.rlsworkup.screening;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.sketch.BloomFilter;
import org.apache.spark.util.sketch.IncompatibleMergeException;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Source;
import org.rlsworkup.screening.Export.ExportFile;
import org.rlsworkup.screening.Piece.Line;
import org.rlsworkup.screening.Piece.Product;
import org.rlsworkup.screening.Piece.SetAside;
import org.rlsworkup.screening.Piece.SliceEnd;
import org.rlsworkup.screening.SliceReading.LineHandler;
import org.rlsworkup.screening.report.PatientRow;
import scala.Tuple2;

/**
 * Screens an export in three readings. The first finds the patients who may have RLS; only what is about them is then
 * sorted by patient. Which they are is kept in a Bloom filter of some megabytes, however many patients there are: a
 * patient whom it lets through by mistake has no RLS when the whole chart is assessed.
 */
final class ScreeningJob {
    private static final double FALSE_POSITIVES = 0.001;
    private static final long LEAST_EXPECTED = 1000;
    private static final int PATIENTS_A_TASK = 2000;

    private final JavaSparkContext spark;
    private final Export export;
    private final Screener.Settings settings;
    private final ConsoleProgress progress;
    private final Broadcast<SerializableConfiguration> hadoop;
    private final LineHandlers.Shared shared;

    ScreeningJob(JavaSparkContext spark, Export export, Screener.Settings settings, ConsoleProgress progress) {
        this.spark = spark;
        this.export = export;
        this.settings = settings;
        this.progress = progress;
        this.hadoop = spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
        this.shared = new LineHandlers.Shared(spark.broadcast(export.deleted()), settings);
    }

    Screened run() {
        var found = read("finding patients with RLS", ofType("Condition"), new LineHandlers.Gate(shared));
        var candidates = only(Line.class, found).map(Line::about).distinct().persist(StorageLevel.DISK_ONLY());
        var patients = candidates.count();
        var gate = spark.broadcast(filter(candidates, patients));
        progress.say("%,d patients may have RLS".formatted(patients));

        var others = export.files().stream()
                .filter(file -> !file.type().equals(Export.MEDICATION))
                .toList();
        var pieces = read("reading their records", others, new LineHandlers.OfPatients(shared, gate))
                .persist(StorageLevel.DISK_ONLY());
        var ends = only(SliceEnd.class, pieces).collect();
        var products = only(Product.class, pieces)
                .mapToPair(it -> new Tuple2<>(it.medication(), it.patient()))
                .distinct();
        var productPieces = products(products);
        var productEnds = only(SliceEnd.class, productPieces).collect();

        var unread = new EnumMap<Source, String>(Source.class);
        unread.putAll(export.unread());
        unread.putAll(incomplete(ends));
        var lines =
                lines(pieces).union(products.join(productLines(productPieces)).mapToPair(Tuple2::_2));
        var rows = screen(lines, Math.max(spark.defaultParallelism(), (int) (patients / PATIENTS_A_TASK) + 1), unread);
        var asides = only(SetAside.class, pieces.union(productPieces));
        var all = new ArrayList<>(ends);
        all.addAll(productEnds);
        return new Screened(
                rows,
                numbered(asides, all),
                asides.count(),
                unread,
                all.stream().mapToLong(SliceEnd::resources).sum(),
                all.stream().mapToLong(SliceEnd::unattributed).sum());
    }

    private List<ExportFile> ofType(String type) {
        return export.files().stream().filter(file -> file.type().equals(type)).toList();
    }

    private JavaRDD<Piece> read(String stage, List<ExportFile> files, LineHandler handler) {
        var tasks = Slice.tasks(files);
        if (tasks.isEmpty()) {
            return spark.emptyRDD();
        }
        progress.begin(stage, tasks.size());
        var records = progress.records();
        var configuration = hadoop;
        return spark.parallelize(tasks, tasks.size())
                .flatMap(
                        slices -> new SliceReading(slices, configuration.value().value(), handler, records));
    }

    /** Not by {@code filter} and a cast, so that the elements have their type. */
    private static <P extends Piece> JavaRDD<P> only(Class<P> type, JavaRDD<? extends Piece> pieces) {
        return pieces.flatMap(piece -> type.isInstance(piece)
                ? List.of(type.cast(piece)).iterator()
                : List.<P>of().iterator());
    }

    private static BloomFilter filter(JavaRDD<String> ids, long count) {
        var expected = Math.max(count, LEAST_EXPECTED);
        return ids.mapPartitions(some -> {
                    var filter = BloomFilter.create(expected, FALSE_POSITIVES);
                    some.forEachRemaining(filter::putString);
                    return List.of(filter).iterator();
                })
                .fold(BloomFilter.create(expected, FALSE_POSITIVES), ScreeningJob::merged);
    }

    private static BloomFilter merged(BloomFilter one, BloomFilter other) throws IncompatibleMergeException {
        return one.mergeInPlace(other);
    }

    /** The Medications that these patients' medicines refer to. */
    private JavaRDD<Piece> products(JavaPairRDD<String, String> products) {
        var files = ofType(Export.MEDICATION);
        if (files.isEmpty() || products.isEmpty()) {
            return spark.emptyRDD();
        }
        var ids = products.keys().distinct();
        var gate = spark.broadcast(filter(ids, ids.count()));
        return read("reading their medicines", files, new LineHandlers.OfProducts(shared, gate))
                .persist(StorageLevel.DISK_ONLY());
    }

    private static JavaPairRDD<String, String> productLines(JavaRDD<Piece> pieces) {
        return only(Line.class, pieces).mapToPair(it -> new Tuple2<>(it.about(), it.json()));
    }

    /** What is known of each patient: resources, and sources that are incomplete for this patient alone. */
    private static JavaPairRDD<String, String> lines(JavaRDD<Piece> pieces) {
        return pieces.flatMapToPair(piece -> switch (piece) {
            case Line(var patient, var json) ->
                List.of(new Tuple2<>(patient, json)).iterator();
            case SetAside it -> unreadFor(it).iterator();
            case Product it -> List.<Tuple2<String, String>>of().iterator();
            case SliceEnd it -> List.<Tuple2<String, String>>of().iterator();
        });
    }

    private static List<Tuple2<String, String>> unreadFor(SetAside line) {
        var source = Export.SOURCES.get(line.type());
        return source == null
                ? List.of()
                : line.patients().stream()
                        .map(patient -> new Tuple2<>(patient, Screener.UNREAD + source.name()))
                        .toList();
    }

    private JavaRDD<PatientRow> screen(JavaPairRDD<String, String> lines, int tasks, Map<Source, String> unread) {
        var missing = EnumSet.noneOf(Source.class);
        missing.addAll(unread.keySet());
        var how = settings;
        progress.begin("assessing", lines.getNumPartitions() + tasks);
        var rows = lines.repartitionAndSortWithinPartitions(new HashPartitioner(tasks))
                .mapPartitions(sorted -> new PatientGroups(
                        sorted, group -> Screener.of(how).screen(group.patient(), group.lines(), missing)))
                .persist(StorageLevel.DISK_ONLY());
        rows.count();
        return rows.sortBy(PatientRow::patient, true, tasks);
    }

    /** Files that hold less than their manifest says, or that are damaged. */
    private Map<Source, String> incomplete(Collection<SliceEnd> ends) {
        var incomplete = new EnumMap<Source, String>(Source.class);
        var resources = new HashMap<String, Long>();
        for (var end : ends) {
            resources.merge(end.path(), end.resources(), Long::sum);
            var source = Export.SOURCES.get(end.type());
            if (!end.complete() && source != null) {
                incomplete.put(source, end.type() + " is incomplete: a file is damaged");
            }
        }
        for (var file : export.files()) {
            var source = Export.SOURCES.get(file.type());
            if (source != null && file.count() != null && resources.getOrDefault(file.path(), 0L) < file.count()) {
                incomplete.put(source, file.type() + " is incomplete: a file is shorter than its manifest says");
            }
        }
        return incomplete;
    }

    /** With the line in the file, for which the lines of the slices before are counted. */
    private JavaRDD<Screened.AsideLine> numbered(JavaRDD<SetAside> asides, Collection<SliceEnd> ends) {
        var before = new HashMap<String, long[]>();
        ends.stream().sorted(Comparator.comparingInt(SliceEnd::slice)).forEach(end -> {
            var known = before.getOrDefault(end.path(), new long[1]);
            var longer = Arrays.copyOf(known, end.slice() + 2);
            longer[end.slice() + 1] = longer[end.slice()] + end.lines();
            before.put(end.path(), longer);
        });
        var lines = spark.broadcast(before);
        return asides.map(it -> new Screened.AsideLine(
                        it.path(),
                        lines.value().getOrDefault(it.path(), new long[0])[it.slice()] + it.line() + 1,
                        it.reason(),
                        it.text()))
                .sortBy(it -> it.file() + String.format("%015d", it.line()), true, 1);
    }

    /** The lines of each patient, from lines that are sorted by patient. */
    private record Group(String patient, List<String> lines) {}

    /** Holds one patient at a time. */
    private static final class PatientGroups implements Iterator<PatientRow> {
        private final Iterator<Tuple2<String, String>> sorted;
        private final Function<Group, @Nullable PatientRow> screening;
        private @Nullable Tuple2<String, String> next;
        private @Nullable PatientRow row;

        PatientGroups(Iterator<Tuple2<String, String>> sorted, Function<Group, @Nullable PatientRow> screening) {
            this.sorted = sorted;
            this.screening = screening;
            this.next = sorted.hasNext() ? sorted.next() : null;
        }

        @Override
        public boolean hasNext() {
            while (row == null && next != null) {
                var patient = next._1();
                var lines = new ArrayList<String>();
                while (next != null && next._1().equals(patient)) {
                    lines.add(next._2());
                    next = sorted.hasNext() ? sorted.next() : null;
                }
                row = screening.apply(new Group(patient, lines));
            }
            return row != null;
        }

        @Override
        public PatientRow next() {
            if (!hasNext() || row == null) {
                throw new NoSuchElementException();
            }
            var ready = row;
            row = null;
            return ready;
        }
    }
}
