package chat.maru.containers;

import java.util.List;
import java.util.Optional;
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
     * @param tried whether the check is run nevertheless; when it then passes, this table is out of date and that fails
     * @param reason in words, with a link to the server's own bug where there is one
     */
    record Cell(String server, String check, boolean tried, String reason) {}

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
                    defect(
                            "glassfish",
                            "GlassFish keeps every application that was ever deployed: its own event bus never finds a"
                                    + " listener that is to be taken off"
                                    + " ([#25692](https://github.com/eclipse-ee4j/glassfish/pull/25692) mends that).",
                            "manyRedeploysLeaveAtMostOneOldClassLoader"),
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
                .map(check -> new Cell(server, check, false, reason))
                .toList();
    }

    /** What could, and fails for a fault of the server's own: tried each time, so that its end is noticed. */
    private static List<Cell> defect(String server, String reason, String check) {
        return List.of(new Cell(server, check, true, reason));
    }

    private Cells() {}

    static Optional<Cell> find(String server, String check) {
        return ALL.stream()
                .filter(cell -> cell.server().equals(server) && cell.check().equals(check))
                .findFirst();
    }
}
