package chat.maru.containers;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What cannot be, server by server and check by check, each with its reason: the only checks that a server may not
 * pass. Stateless.
 */
final class Cells {
    /**
     * One check that one server cannot pass.
     *
     * @param server its id
     * @param check the name of the check's method
     * @param attempt whether the check is run nevertheless, and what is then expected of it
     * @param failure what its failure must name; any other is a failure like those of other servers
     * @param reason in words, with a link to the server's own bug where there is one
     */
    record Cell(String server, String check, Attempt attempt, String failure, String reason) {}

    /** What is done about a check that a server need not pass. */
    enum Attempt {
        /** Not run: what it asks for does not exist there. */
        NONE,
        /** Run, and fails each time: when it passes, this table is out of date, and that is a failure. */
        FAILS,
        /** Run, and fails now and then; when it passes, it has passed, and the reason is told all the same. */
        MAY_FAIL
    }

    private static final List<Cell> ALL = Stream.of(
                    excuse(
                            "runnable",
                            "It is one application under /, and ends with it.",
                            "twoMarusInOneServerKnowNothingOfEachOther",
                            "anotherApplicationsEndpointGoesOnBesideMaru",
                            "aContextPathMayHaveTwoSegments",
                            "theRootIsAContextLikeAnyOther",
                            "aHotRedeployEndsEveryConnectionAndAllResume",
                            "aHotUndeployEndsEveryConnectionAndANewDeploymentHasEverything",
                            "manyRedeploysUnderTrafficLoseNothingAndHoldNoThreadsAndFiles",
                            "manyRedeploysLeaveAtMostOneOldClassLoader"),
                    excuse(
                            "tyrus",
                            "Classes in a program: there are no applications to deploy, and no contexts.",
                            "twoMarusInOneServerKnowNothingOfEachOther",
                            "anotherApplicationsEndpointGoesOnBesideMaru",
                            "eachContextHasADataDirectoryOfItsOwnWhenNobodySetOne",
                            "aContextPathMayHaveTwoSegments",
                            "theRootIsAContextLikeAnyOther",
                            "aHotRedeployEndsEveryConnectionAndAllResume",
                            "aHotUndeployEndsEveryConnectionAndANewDeploymentHasEverything",
                            "manyRedeploysUnderTrafficLoseNothingAndHoldNoThreadsAndFiles",
                            "manyRedeploysLeaveAtMostOneOldClassLoader"),
                    excuse(
                            "tyrus",
                            "No servlets, and so no page.",
                            "thePageAndAllThatItNamesComeUnderTheContextPath",
                            "everyAnswerOfThePageHasItsPolicy"),
                    excuse(
                            "tyrus",
                            "No filter before the handshake: a foreign origin is accepted and closed with 4503, and who"
                                    + " comes from where is for the program to judge.",
                            "aForeignOriginIsRefusedWith403OnEveryPath",
                            "aForeignHostAndAProxyThatIsNotConfiguredAreRefusedWith403",
                            "noSpellingOfAPathLeadsPastTheFilter",
                            "slashesDotSegmentsAndParametersOpenNoRoom"),
                    List.of(new Cell(
                            "glassfish",
                            "manyRedeploysLeaveAtMostOneOldClassLoader",
                            Attempt.FAILS,
                            "at most one old class loader is left",
                            "GlassFish keeps every application that was ever deployed: its own event bus never"
                                    + " finds a listener that is to be taken off"
                                    + " ([#25692](https://github.com/eclipse-ee4j/glassfish/pull/25692) mends"
                                    + " that).")),
                    List.of(new Cell(
                            "liberty",
                            "manyRedeploysLeaveAtMostOneOldClassLoader",
                            Attempt.MAY_FAIL,
                            "at most one old class loader is left",
                            "Liberty may wait for ever where a session is closed while its client goes, and"
                                    + " keep that thread and its application"
                                    + " ([#3358](https://github.com/OpenLiberty/open-liberty/issues/3358) has"
                                    + " the same stack).")),
                    blemishedLog(
                            "ClassLoader is not in expected state",
                            "After redeploys a thread of GlassFish may keep the class loader of an application that is"
                                    + " gone, and a WebSocket that begins on it breaks with an IllegalStateException"
                                    + " (no report of that found).",
                            "glassfish"),
                    blemishedLog(
                            "Message will not be sent because the WebSocket session has been closed",
                            "When a session is closed between two parts of a long text, a thread of Tomcat may go on to"
                                    + " the next part and die of an IllegalStateException; nobody misses anything (no"
                                    + " report of that found).",
                            "tomcat101",
                            "tomcat11",
                            "runnable"),
                    excuse(
                            "payara-micro",
                            "What it serves is named at its start; it neither deploys nor undeploys while it runs.",
                            "aHotRedeployEndsEveryConnectionAndAllResume",
                            "aHotUndeployEndsEveryConnectionAndANewDeploymentHasEverything",
                            "manyRedeploysUnderTrafficLoseNothingAndHoldNoThreadsAndFiles",
                            "manyRedeploysLeaveAtMostOneOldClassLoader"))
            .flatMap(List::stream)
            .toList();

    /** What cannot exist there. */
    private static List<Cell> excuse(String server, String reason, String... checks) {
        return Stream.of(checks)
                .map(check -> new Cell(server, check, Attempt.NONE, "", reason))
                .toList();
    }

    /** A fault of the server's own that is in its log now and then; whatever else is there is a failure. */
    private static List<Cell> blemishedLog(String line, String reason, String... servers) {
        return Stream.of(servers)
                .map(server -> new Cell(server, "theLogNamesNoErrorOfMaru", Attempt.MAY_FAIL, line, reason))
                .toList();
    }

    private Cells() {}

    /** What a server fails now and then, whether it did this time or not: the reasons, by check. */
    static Map<String, String> mayFail(String server) {
        return ALL.stream()
                .filter(cell -> cell.server().equals(server) && cell.attempt() == Attempt.MAY_FAIL)
                .collect(Collectors.toMap(Cell::check, Cell::reason));
    }

    static Optional<Cell> find(String server, String check) {
        return ALL.stream()
                .filter(cell -> cell.server().equals(server) && cell.check().equals(check))
                .findFirst();
    }
}
