# Requires a container engine; each RUN step also works by hand in a checkout (see README).
FROM eclipse-temurin:25-jdk AS build
WORKDIR /build
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY src src
COPY hooks hooks
COPY fhir-samples fhir-samples
RUN ./mvnw -B --no-transfer-progress package -DskipTests
RUN java -Djarmode=tools -jar target/rls-workup.jar extract --layers --force --destination target/layers

FROM eclipse-temurin:25-jre
WORKDIR /app
COPY --from=build /build/target/layers/dependencies/ ./
COPY --from=build /build/target/layers/spring-boot-loader/ ./
COPY --from=build /build/target/layers/snapshot-dependencies/ ./
COPY --from=build /build/target/layers/application/ ./
# The service writes temporary files, and feedback to /app/rls-workup-data unless PostgreSQL is configured. Run it with
# --read-only --tmpfs /tmp, and mount a volume on /app/rls-workup-data that user 10001 may write to (src/docs/feedback.md).
USER 10001:10001
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q '\"UP\"' <&3"]
# The collector: src/docs/decisions/0006-the-parallel-collector.md. Without memory the process ends, so that it is restarted.
# src/docs/operations.md#memory says what they come to.
ENV JDK_JAVA_OPTIONS="-XX:+UseParallelGC -XX:+ExitOnOutOfMemoryError -Xmx256m -Xmn64m"
ENTRYPOINT ["java", "-jar", "rls-workup.jar"]
