package chat.maru;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import chat.maru.endpoint.HandshakeConfigurator;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The walls: imports run one way, and each outside thing is known in one place. */
@AnalyzeClasses(packages = "chat.maru", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule importsRunOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("chat.maru..")
            .layer("app")
            .definedBy("chat.maru.app..")
            .layer("endpoint")
            .definedBy("chat.maru.endpoint..")
            .layer("http")
            .definedBy("chat.maru.http..")
            .layer("hook")
            .definedBy("chat.maru.hook..")
            .layer("retention")
            .definedBy("chat.maru.retention..")
            .layer("protocol")
            .definedBy("chat.maru.protocol..")
            .layer("room")
            .definedBy("chat.maru.room..")
            .layer("access")
            .definedBy("chat.maru.access..")
            .layer("log")
            .definedBy("chat.maru.log..")
            .whereLayer("app")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("endpoint")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("http")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("hook")
            .mayOnlyBeAccessedByLayers("app", "http")
            .whereLayer("retention")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("protocol")
            .mayOnlyBeAccessedByLayers("app", "endpoint", "http", "hook", "retention")
            .whereLayer("room")
            .mayOnlyBeAccessedByLayers("app", "endpoint", "http", "hook", "retention")
            .whereLayer("access")
            .mayOnlyBeAccessedByLayers("app", "endpoint", "http", "hook", "room")
            .whereLayer("log")
            .mayOnlyBeAccessedByLayers("app", "endpoint", "http", "hook", "retention", "protocol", "room", "access");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("chat.maru.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theInnerPackagesKnowNoJakarta = noClasses()
            .that()
            .resideInAnyPackage("chat.maru.room..", "chat.maru.log..", "chat.maru.retention..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta..")
            .because("rooms and logs must outlive every wire and container");

    @ArchTest
    static final ArchRule accessKnowsOnlyTheJsonOfTokens = noClasses()
            .that()
            .resideInAPackage("chat.maru.access..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.websocket..", "jakarta.servlet..", "jakarta.security..");

    @ArchTest
    static final ArchRule theLibraryOfTokensIsKnownToTheirKeysOnly = noClasses()
            .that()
            .haveNameNotMatching("chat\\.maru\\.access\\.Token(Key|Ed25519).*")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.nimbusds..");

    @ArchTest
    static final ArchRule protocolKnowsOnlyJson = noClasses()
            .that()
            .resideInAPackage("chat.maru.protocol..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.websocket..", "jakarta.servlet..");

    @ArchTest
    static final ArchRule sessionsLiveInTheEndpointPackage = noClasses()
            .that()
            .resideOutsideOfPackage("chat.maru.endpoint..")
            .and()
            .haveSimpleNameNotContaining("MaruListener")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.websocket..");

    @ArchTest
    static final ArchRule aStoresLibraryIsKnownInItsOwnClassesOnly = noClasses()
            .that()
            .haveNameNotMatching("chat\\.maru\\.log\\.Sqlite.*")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.sqlite..", "java.sql..", "javax.sql..");

    @ArchTest
    static final ArchRule theLauncherStandsAlone = classes()
            .that()
            .resideInAPackage("chat.maru.standalone..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "chat.maru.standalone..", "java..", "org.apache..", "jakarta.servlet..", "org.jspecify..");

    @ArchTest
    static final ArchRule nobodyNeedsTheLauncher = noClasses()
            .that()
            .resideOutsideOfPackage("chat.maru.standalone..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("chat.maru.standalone..");

    @ArchTest
    static final ArchRule theClientKnowsOnlyTheWire = classes()
            .that()
            .resideInAPackage("chat.maru.client..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("chat.maru.client..", "java..", "jakarta.json..", "org.jspecify..")
            .because("others run it where no server is");

    @ArchTest
    static final ArchRule theServerNeedsNoClient = noClasses()
            .that()
            .resideOutsideOfPackage("chat.maru.client..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("chat.maru.client..");

    @ArchTest
    static final ArchRule oneStaticFieldChanges = fields().that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat()
            .areNotEnums()
            .and()
            .areDeclaredInClassesThat()
            .doNotBelongToAnyOf(HandshakeConfigurator.class)
            .and()
            .doNotHaveModifier(com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC)
            .should()
            .beFinal()
            .because("two Marus in one process must not meet; the container forces the one exception");

    @ArchTest
    static final ArchRule packagesAreNullMarked = classes()
            .that()
            .haveSimpleName("package-info")
            .should()
            .beAnnotatedWith(org.jspecify.annotations.NullMarked.class);

    @ArchTest
    static final ArchRule nobodyPrints = noClasses()
            .that()
            .resideOutsideOfPackage("chat.maru.standalone..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule logsAreReachedThroughRooms = noClasses()
            .that()
            .resideInAnyPackage(
                    "chat.maru.endpoint..", "chat.maru.http..", "chat.maru.protocol..", "chat.maru.access..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("chat\\.maru\\.log\\.(RoomLog|LogStore|Sqlite.*|Memory.*)")
            .because("every verb has to pass the door of a room");

    @ArchTest
    static final ArchRule insideARoomFewHoldItsLog = noClasses()
            .that()
            .resideInAPackage("chat.maru.room..")
            .and()
            .haveNameNotMatching(
                    "chat\\.maru\\.room\\.(Room(s|State)?|Admission|Moderation|Upkeep|Follower|Cursor|Doors)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("chat\\.maru\\.log\\.(RoomLog|LogStore)")
            .because("every verb has to pass the door of a room");

    /** What a room's door asks of it is not public, which the compiler sees to: this is for who would make it so. */
    @ArchTest
    static final ArchRule whatIsBehindADoorIsNotPublic = noMethods()
            .that()
            .areDeclaredInClassesThat()
            .haveFullyQualifiedName("chat.maru.room.Room")
            .and()
            .haveNameMatching(
                    "publish|history|readAfter|find|join|resume|unread|markRead|typing|state|members|rules|trim")
            .and()
            .doNotHaveRawReturnType("chat.maru.room.Live")
            .should()
            .bePublic();

    @ArchTest
    static final ArchRule onlyThePolicyWeighsRights = noClasses()
            .that()
            .haveNameNotMatching("chat\\.maru\\.access\\.(Policy|Grants)")
            .should()
            .callMethodWhere(target(owner(name("chat.maru.access.Grants"))).and(target(nameMatching("in|everywhere"))))
            .orShould()
            .callMethodWhere(
                    target(owner(name("chat.maru.access.Rules"))).and(target(nameMatching("shutOut|mutedUntil"))))
            .because("one place answers who may do what");

    @ArchTest
    static final ArchRule onlyADoorAsksThePolicy = noClasses()
            .that()
            .haveNameNotMatching("chat\\.maru\\.(access\\.Policy|room\\.Admission|room\\.Moderation)")
            .should()
            .callMethodWhere(
                    target(owner(name("chat.maru.access.Policy"))).and(target(nameMatching("judge|rights|settled"))))
            .because("who asks on its own may ask for another room than it opens");

    @ArchTest
    static final ArchRule identitiesAreMadeByThoseWhoCheckThem = noClasses()
            .that()
            .haveNameNotMatching("chat\\.maru\\.access\\.(Identity|Identities|TokenClaims|Bot.*)(\\$.*)?")
            .and()
            // The server itself, which only takes a webhook back whose receiver says that it is gone.
            .doNotHaveFullyQualifiedName("chat.maru.hook.Hooks")
            .should()
            .callConstructorWhere(target(owner(name("chat.maru.access.Identity"))))
            .because("whoever makes an identity has to have seen the proof of it");
}
