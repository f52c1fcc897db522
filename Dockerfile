# syntax=docker/dockerfile:1

FROM maven:3-eclipse-temurin-17 AS build
WORKDIR /build
# What Maven downloads changes only with these two, so the layer is kept while the sources change.
COPY .mvn .mvn
COPY pom.xml .
RUN mvn -B -ntp dependency:go-offline
COPY . .
RUN mvn -B -ntp package -Dmaven.test.skip=true -Dspotless.check.skip=true

FROM eclipse-temurin:17-jre
LABEL org.opencontainers.image.title="Maru" \
      org.opencontainers.image.description="A chat-room server: rooms are durable logs, members are cursors over them" \
      org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /app
# A new volume takes its owner from this directory. The number is one that no user of the base image has.
RUN mkdir /data && chown 10001:10001 /data
COPY --from=build /build/target/maru.war /app/maru.war
COPY LICENSE /app/LICENSE
USER 10001:10001
ENV MARU_HOST=0.0.0.0 \
    MARU_DATA=/data
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
# A second JVM every ten seconds, beside the server and within the same limit of memory: it takes as little as it can.
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
    CMD ["java", "-Xmx16m", "-Xss256k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", \
         "-jar", "/app/maru.war", "healthcheck"]
# The flags stand here and not in JAVA_TOOL_OPTIONS, which is the operator's: an -Xmx there wins over the percentage.
# The collector and the compiler: docs/decisions/0012-send-path.md.
ENTRYPOINT ["java", "-XX:+UseParallelGC", "-XX:MaxNewSize=64m", "-XX:MinHeapFreeRatio=5", "-XX:MaxHeapFreeRatio=10", \
            "-XX:TieredStopAtLevel=1", "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", \
            "-jar", "/app/maru.war"]
