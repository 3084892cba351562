# How it is run, and what was tried: src/docs/operations.md.
FROM eclipse-temurin:25-jdk AS build
WORKDIR /build
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY src src
COPY hooks hooks
COPY fhir-samples fhir-samples
RUN ./mvnw -B --no-transfer-progress package -Dmaven.test.skip=true
RUN java -Djarmode=tools -jar target/rls-workup.jar extract --layers --force --destination target/layers

FROM eclipse-temurin:25-jre
WORKDIR /app
COPY --from=build /build/target/layers/dependencies/ ./
COPY --from=build /build/target/layers/spring-boot-loader/ ./
COPY --from=build /build/target/layers/snapshot-dependencies/ ./
COPY --from=build /build/target/layers/application/ ./
# An AOT cache of what the JVM loads to start and to answer the recorded calls. It holds for this JVM and these
# files only, so it is made here. If it does not fit, the service starts without it.
RUN java -XX:+UseParallelGC -XX:AOTCacheOutput=rls-workup.aot -jar rls-workup.jar training-run
# The file system may be read-only but for /tmp and, unless PostgreSQL is configured, this folder: a new volume takes its owner.
RUN mkdir rls-workup-data && chown 10001:10001 rls-workup-data
USER 10001:10001
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /readyz HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q '\"UP\"' <&3"]
# The collector: src/docs/decisions/0006-the-parallel-collector.md. Without memory the process ends, so that it is restarted.
# src/docs/operations.md#memory says what they come to.
ENV JDK_JAVA_OPTIONS="-XX:+UseParallelGC -XX:+ExitOnOutOfMemoryError -Xmx256m -Xmn64m"
ENTRYPOINT ["java", "-XX:AOTCache=rls-workup.aot", "-jar", "rls-workup.jar"]
