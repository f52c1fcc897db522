package chat.maru.log;

import static chat.maru.log.SimulatedCommands.bytes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the scripts of {@link RedisScript} do, once more in Java, line by line. One thread. */
final class SimulatedScripts {
    private static final Pattern ROW = Pattern.compile("^\\S+ (\\S+) (?:(\\d+) )?");
    private static final String END = "\u00ff";

    private final SimulatedKeyspace data;
    private final SimulatedCommands commands;
    private final SimulatedFault fault;

    /** @param fault how it is broken on purpose */
    SimulatedScripts(SimulatedKeyspace data, SimulatedCommands commands, SimulatedFault fault) {
        this.data = data;
        this.commands = commands;
        this.fault = fault;
    }

    Object run(RedisScript script, List<String> keys, List<String> args) {
        return switch (script) {
            case COMMIT -> commit(keys, args);
            case PAGE -> page(keys, args);
            case HISTORY -> history(keys, args);
            case MARK -> mark(keys, args);
            case FORGET -> forget(keys, args);
            case WROTE -> wrote(keys, args);
        };
    }

    private Object commit(List<String> keys, List<String> args) {
        String row = data.get(keys.get(0));
        if (!(row == null ? "" : row).equals(args.get(0)) && fault != SimulatedFault.ROW_UNCHECKED) {
            return 0L;
        }
        int at = 2;
        for (int left = Integer.parseInt(args.get(1)); left > 0; left--) {
            String id = args.get(at++);
            if (!data.between(keys.get(4), "[" + id, "(" + id + END).isEmpty()
                    && fault != SimulatedFault.ID_UNCHECKED) {
                return 2L;
            }
        }
        while (at < args.size()) {
            int end = at + 3 + Integer.parseInt(args.get(at));
            int key = Integer.parseInt(args.get(at + 2));
            List<String> words = new ArrayList<>(List.of(args.get(at + 1)));
            if (key > 0) {
                words.add(keys.get(key - 1));
            }
            words.addAll(args.subList(at + 3, end));
            if (!fault.skips(words) && commands.run(words) instanceof RedisError error) {
                return new RedisError(error.getMessage() + " script: commit");
            }
            at = end;
        }
        return 1L;
    }

    private Object page(List<String> keys, List<String> args) {
        String row = data.get(keys.get(0));
        if (row == null) {
            return List.of(bytes(""));
        }
        List<Object> reply = new ArrayList<>(List.of(bytes(row)));
        Matcher first = Pattern.compile("^\\S+ \\S+ (\\d+) ").matcher(row);
        long from = Math.max(Long.parseLong(args.get(0)), first.find() ? Long.parseLong(first.group(1)) : 1);
        long left = Long.parseLong(args.get(2));
        long most = Long.parseLong(args.get(1));
        for (Map.Entry<Long, List<String>> item :
                commands.range(keys.get(1), from - 1 + "-0", "+").entrySet()) {
            String head = item.getValue().get(1);
            if (item.getKey() != from - 1 && (most == 0 || left < 0)) {
                break;
            }
            reply.add(bytes(item.getKey().toString()));
            reply.add(bytes(head));
            if (item.getKey() == from - 1) {
                reply.add(bytes(""));
                reply.add(bytes(""));
            } else {
                most--;
                String body = data.hash(keys.get(2)).get(item.getKey().toString());
                left -= head.length() + (body == null ? 0 : body.length());
                reply.add(
                        bytes(item.getValue().size() < 4 ? "" : item.getValue().get(3)));
                reply.add(bytes(body));
            }
        }
        return reply;
    }

    private Object history(List<String> keys, List<String> args) {
        String row = data.get(keys.get(0));
        if (row == null) {
            return List.of(bytes(""));
        }
        NavigableMap<Long, List<String>> said = data.stream(keys.get(2));
        List<Object> reply = new ArrayList<>(List.of(
                bytes(row),
                bytes(said.isEmpty() ? "0" : said.firstKey().toString()),
                bytes(said.isEmpty() ? "0" : said.lastKey().toString())));
        List<Object> found = new ArrayList<>();
        long older = 0;
        if (Long.parseLong(args.get(2)) > 0) {
            older = side(
                    keys,
                    commands.range(keys.get(2), "-", args.get(0)).descendingMap(),
                    args.get(2),
                    args.get(4),
                    found);
        }
        reply.add(older);
        if (Long.parseLong(args.get(3)) > 0) {
            side(keys, commands.range(keys.get(2), args.get(1), "+"), args.get(3), args.get(4), found);
        }
        reply.addAll(found);
        return reply;
    }

    private long side(List<String> keys, NavigableMap<Long, ?> items, String max, String bytes, List<Object> found) {
        long count = 0;
        long left = Long.parseLong(bytes);
        for (long n : items.keySet()) {
            if (count == Long.parseLong(max) || left < 0) {
                break;
            }
            left -= add(keys, n, found);
            count++;
        }
        return count;
    }

    private long add(List<String> keys, long n, List<Object> found) {
        String text = head(keys, n);
        String body = data.hash(keys.get(3)).get(Long.toString(n));
        String about = String.format("e:%016d:", n);
        var edits = data.between(keys.get(4), "[" + about, "(" + about + END);
        String edit = "0";
        String editHead = "";
        String editBody = "";
        if (!edits.isEmpty() && !"".equals(body)) {
            edit = Long.toString(Long.parseLong(edits.last().substring(about.length())));
            editHead = head(keys, Long.parseLong(edit));
            editBody = data.hash(keys.get(3)).get(edit);
        }
        String marks = data.hash(keys.get(5)).getOrDefault(Long.toString(n), "");
        for (String part : new String[] {Long.toString(n), text, body, edit, editHead, editBody, marks}) {
            found.add(bytes(part));
        }
        return text.length() + length(body) + editHead.length() + length(editBody);
    }

    private static int length(String text) {
        return text == null ? 0 : text.length();
    }

    private String head(List<String> keys, long n) {
        List<String> item = data.stream(keys.get(1)).get(n);
        return item == null ? "" : item.get(1);
    }

    private Object mark(List<String> keys, List<String> args) {
        String row = data.get(keys.get(0));
        long before = Long.parseLong(data.hash(keys.get(1)).getOrDefault(args.get(1), "0"));
        long to = Long.parseLong(args.get(2));
        Matcher epoch = ROW.matcher(row == null ? "" : row);
        if (to <= before || !epoch.find() || !epoch.group(1).equals(args.get(0))) {
            return before;
        }
        data.hset(keys.get(1), List.of(args.get(1), args.get(2)));
        return to;
    }

    private Object forget(List<String> keys, List<String> args) {
        List<Map.Entry<String, String>> found =
                new ArrayList<>(data.hash(keys.get(0)).entrySet());
        found.removeIf(mark -> !mark.getKey().startsWith(args.get(0)));
        found.sort(Comparator.comparingLong((Map.Entry<String, String> mark) -> -Long.parseLong(mark.getValue()))
                .thenComparing(Map.Entry::getKey));
        int stay = Integer.parseInt(args.get(1));
        List<String> gone = found.stream().skip(stay).map(Map.Entry::getKey).toList();
        return data.hdel(keys.get(0), gone);
    }

    private Object wrote(List<String> keys, List<String> args) {
        String row = data.get(keys.get(0));
        if (row == null) {
            return bytes("");
        }
        for (String id : data.between(keys.get(1), "[" + args.get(0), "(" + args.get(0) + END)) {
            String n = Long.toString(Long.parseLong(id.substring(id.length() - 16)));
            if (!data.hash(keys.get(2)).getOrDefault(n, "").isEmpty()) {
                return bytes(row);
            }
        }
        return bytes("");
    }
}
