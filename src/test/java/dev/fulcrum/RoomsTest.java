package dev.fulcrum;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The lines between the rooms: imports point down, and rooms on one floor know nothing of each other. */
@AnalyzeClasses(packages = "dev.fulcrum", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {
    private static final String[] LOWER = {
        "dev.fulcrum.surface..",
        "dev.fulcrum.inspect..",
        "dev.fulcrum.policy..",
        "dev.fulcrum.upstream..",
        "dev.fulcrum.handoff..",
        "dev.fulcrum.ledger.."
    };

    @ArchTest
    static final ArchRule modelImportsTheJdkOnly = noClasses()
            .that()
            .resideInAPackage("dev.fulcrum.model..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("dev.fulcrum.model..", "java..");

    @ArchTest
    static final ArchRule lowerRoomsImportTheModelOnly = noClasses()
            .that()
            .resideInAnyPackage(LOWER)
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "dev.fulcrum",
                    "dev.fulcrum.cli..",
                    "dev.fulcrum.config..",
                    "dev.fulcrum.proxy..",
                    "dev.fulcrum.admin.."));

    @ArchTest
    static final ArchRule lowerRoomsDoNotImportEachOther = slices().matching("dev.fulcrum.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(alwaysTrue(), resideInAPackage("dev.fulcrum.model.."))
            .ignoreDependency(
                    resideInAnyPackage(
                            "dev.fulcrum",
                            "dev.fulcrum.cli..",
                            "dev.fulcrum.config..",
                            "dev.fulcrum.proxy..",
                            "dev.fulcrum.admin.."),
                    alwaysTrue());

    @ArchTest
    static final ArchRule upperRoomsDoNotImportEachOther = noClasses()
            .that()
            .resideInAPackage("dev.fulcrum.proxy..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.fulcrum.admin..", "dev.fulcrum.config..", "dev.fulcrum.cli..", "dev.fulcrum");

    @ArchTest
    static final ArchRule adminKnowsNeitherProxyNorConfiguration = noClasses()
            .that()
            .resideInAPackage("dev.fulcrum.admin..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.fulcrum.proxy..", "dev.fulcrum.config..", "dev.fulcrum.cli..", "dev.fulcrum");

    @ArchTest
    static final ArchRule configurationKnowsTheModelOnly = noClasses()
            .that()
            .resideInAPackage("dev.fulcrum.config..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.fulcrum.proxy..", "dev.fulcrum.admin..", "dev.fulcrum.cli..", "dev.fulcrum");

    @ArchTest
    static final ArchRule noVertxWhereItWouldBeAnAccident = noClasses()
            .that()
            .resideInAnyPackage("dev.fulcrum.model..", "dev.fulcrum.inspect..", "dev.fulcrum.policy..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx..");

    @ArchTest
    static final ArchRule onlyPolicyKnowsDrools = noClasses()
            .that()
            .resideOutsideOfPackage("dev.fulcrum.policy..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.drools..", "org.kie..");

    @ArchTest
    static final ArchRule sqlIsInStoresOnly = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Store")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.jdbi.v3.core.statement..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.sql.PreparedStatement");
}
