import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.JSON;
import java.io.Reader;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Called by .ci/manifests. Checks Kubernetes manifests by the models that the Kubernetes project makes from its own
 * OpenAPI document: a field that is not in it fails, one that is missing, and a value of another type. Then the names
 * within a manifest, which no schema knows of.
 *
 * <pre>java -cp 'lib/*:classes' Manifests kubernetes.yaml     exit 0: nothing was found</pre>
 */
public final class Manifests {
    private static final String MODELS = "io.kubernetes.client.openapi.models.";
    private static final Gson PLAIN = new GsonBuilder().serializeNulls().create();

    private final List<JsonObject> documents = new ArrayList<>();

    public static void main(String[] args) throws Exception {
        Manifests manifests = new Manifests();
        try {
            manifests.read(Path.of(args[0]));
            for (JsonObject document : manifests.documents) {
                check(document);
                System.out.println("ok      " + document.get("kind").getAsString() + " " + name(document));
            }
            manifests.checkNames();
        } catch (RuntimeException e) {
            System.out.println("FAILED  " + args[0] + ": " + e.getMessage());
            System.exit(1);
        }
    }

    private void read(Path file) throws Exception {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try (Reader reader = Files.newBufferedReader(file)) {
            for (Object document : new Yaml(new SafeConstructor(options)).loadAll(reader)) {
                documents.add(PLAIN.toJsonTree(document).getAsJsonObject());
            }
        }
    }

    /** The group stands in no model's name; no two groups that are used here have a kind of the same name. */
    private static void check(JsonObject document) throws Exception {
        String version = document.get("apiVersion").getAsString().replaceAll("^.*/", "");
        String model = version.substring(0, 1).toUpperCase() + version.substring(1)
                + document.get("kind").getAsString();
        try {
            Class<?> type = Class.forName(MODELS + model);
            type.getMethod("validateJsonElement", JsonElement.class).invoke(null, document);
            // Numbers, quantities and times are looked at only when they are read.
            new JSON();
            JSON.getGson().fromJson(document, type);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("no such kind: " + model, e);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(e.getCause().getMessage(), e);
        }
    }

    private void checkNames() {
        for (JsonObject set : ofKind("StatefulSet")) {
            JsonObject spec = set.getAsJsonObject("spec");
            JsonObject template = spec.getAsJsonObject("template");
            JsonObject pod = template.getAsJsonObject("spec");
            Map<String, JsonElement> labels = template.getAsJsonObject("metadata").getAsJsonObject("labels").asMap();
            Set<String> volumes = names(pod, "volumes");
            for (JsonElement claim : list(spec, "volumeClaimTemplates")) {
                volumes.add(name(claim.getAsJsonObject()));
            }
            Set<String> ports = new HashSet<>();
            for (JsonElement container : list(pod, "containers")) {
                ports.addAll(names(container.getAsJsonObject(), "ports"));
                for (String mount : names(container.getAsJsonObject(), "volumeMounts")) {
                    require(volumes.contains(mount), "no volume is named " + mount);
                }
            }
            requireLabels(labels, spec.getAsJsonObject("selector").getAsJsonObject("matchLabels"));
            requirePorts(ports, set);
            String serviceName = spec.get("serviceName").getAsString();
            JsonObject service = ofKind("Service").stream()
                    .filter(one -> name(one).equals(serviceName))
                    .findAny()
                    .orElseThrow(() -> new IllegalArgumentException("no Service is named " + serviceName));
            requireLabels(labels, service.getAsJsonObject("spec").getAsJsonObject("selector"));
            requirePorts(ports, service);
        }
    }

    /** Wherever a port is named in a probe or as a target, a container must have one of this name. */
    private static void requirePorts(Set<String> ports, JsonElement within) {
        if (within.isJsonArray()) {
            within.getAsJsonArray().forEach(element -> requirePorts(ports, element));
        } else if (within.isJsonObject()) {
            within.getAsJsonObject().asMap().forEach((key, value) -> {
                boolean named = value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
                if (named && (key.equals("port") || key.equals("targetPort"))) {
                    require(ports.contains(value.getAsString()), "no port is named " + value.getAsString());
                }
                requirePorts(ports, value);
            });
        }
    }

    private static void requireLabels(Map<String, JsonElement> labels, JsonObject selector) {
        require(labels.entrySet().containsAll(selector.asMap().entrySet()), selector + " selects no pod: " + labels);
    }

    private List<JsonObject> ofKind(String kind) {
        return documents.stream()
                .filter(document -> document.get("kind").getAsString().equals(kind))
                .toList();
    }

    private static Set<String> names(JsonObject of, String key) {
        Set<String> names = new HashSet<>();
        list(of, key).forEach(one -> names.add(one.getAsJsonObject().get("name").getAsString()));
        return names;
    }

    private static JsonArray list(JsonObject of, String key) {
        return of.has(key) ? of.getAsJsonArray(key) : new JsonArray();
    }

    private static String name(JsonObject document) {
        return document.getAsJsonObject("metadata").get("name").getAsString();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
