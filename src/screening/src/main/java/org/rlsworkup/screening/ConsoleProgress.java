package org.rlsworkup.screening;

import java.io.PrintStream;
import java.time.Duration;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.util.LongAccumulator;

/** Says on the console how far the run is: stage, records, rate and the time left of the stage. */
final class ConsoleProgress extends SparkListener {
    private static final Duration SELDOM = Duration.ofSeconds(2);

    private final PrintStream console;
    private final SparkContext spark;
    private final LongAccumulator records;
    private final long began = System.nanoTime();
    private String stage = "";
    private int tasks;
    private int ended;
    private long recordsBefore;
    private long stageBegan;
    private long said;

    ConsoleProgress(PrintStream console, SparkContext spark) {
        this.console = console;
        this.spark = spark;
        this.records = spark.longAccumulator("records read");
        spark.addSparkListener(this);
    }

    /** Says no more. */
    void end() {
        spark.removeSparkListener(this);
    }

    /** Counts the records that are read. */
    LongAccumulator records() {
        return records;
    }

    /** A stage of so many tasks is next. */
    synchronized void begin(String name, int count) {
        stage = name;
        tasks = count;
        ended = 0;
        recordsBefore = records.value();
        stageBegan = System.nanoTime();
        say("%s: %,d tasks".formatted(name, count));
    }

    /** Says something, with the time since the beginning. */
    synchronized void say(String text) {
        console.println("[" + time(System.nanoTime() - began) + "] " + text);
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        var now = System.nanoTime();
        ended++;
        if (tasks > 0 && ended <= tasks && (ended == tasks || now - said > SELDOM.toNanos())) {
            said = now;
            var took = Math.max(now - stageBegan, 1);
            var read = records.value() - recordsBefore;
            say("%s: %d %%, %,d records, %,d a second, %s left"
                    .formatted(stage, 100L * ended / tasks, read, Math.round(read * 1e9 / took), time((long)
                            ((double) took / ended * (tasks - ended)))));
        }
    }

    private static String time(long nanos) {
        var duration = Duration.ofNanos(nanos);
        return "%d:%02d".formatted(duration.toMinutes(), duration.toSecondsPart());
    }
}
