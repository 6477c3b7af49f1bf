package dev.fulcrum;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The lines between the rooms: imports point down, and rooms on one floor know nothing of each other. */
class RoomsTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.fulcrum");

    private static final String[] LOWER = {
        "dev.fulcrum.account..",
        "dev.fulcrum.surface..",
        "dev.fulcrum.inspect..",
        "dev.fulcrum.policy..",
        "dev.fulcrum.upstream..",
        "dev.fulcrum.handoff..",
        "dev.fulcrum.ledger.."
    };

    @Test
    void modelImportsTheJdkOnly() {
        hold(noClasses()
                .that()
                .resideInAPackage("dev.fulcrum.model..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("dev.fulcrum.model..", "java.."));
    }

    @Test
    void lowerRoomsImportTheModelOnly() {
        hold(noClasses()
                .that()
                .resideInAnyPackage(LOWER)
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "dev.fulcrum",
                        "dev.fulcrum.cli..",
                        "dev.fulcrum.config..",
                        "dev.fulcrum.proxy..",
                        "dev.fulcrum.admin..")));
    }

    @Test
    void lowerRoomsDoNotImportEachOther() {
        hold(slices().matching("dev.fulcrum.(*)..")
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
                        alwaysTrue()));
    }

    @Test
    void upperRoomsDoNotImportEachOther() {
        hold(noClasses()
                .that()
                .resideInAPackage("dev.fulcrum.proxy..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.fulcrum.admin..", "dev.fulcrum.config..", "dev.fulcrum.cli..", "dev.fulcrum"));
    }

    @Test
    void adminKnowsNeitherProxyNorConfiguration() {
        hold(noClasses()
                .that()
                .resideInAPackage("dev.fulcrum.admin..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.fulcrum.proxy..", "dev.fulcrum.config..", "dev.fulcrum.cli..", "dev.fulcrum"));
    }

    @Test
    void configurationKnowsTheModelOnly() {
        hold(noClasses()
                .that()
                .resideInAPackage("dev.fulcrum.config..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.fulcrum.proxy..", "dev.fulcrum.admin..", "dev.fulcrum.cli..", "dev.fulcrum"));
    }

    @Test
    void noVertxWhereItWouldBeAnAccident() {
        hold(noClasses()
                .that()
                .resideInAnyPackage("dev.fulcrum.model..", "dev.fulcrum.inspect..", "dev.fulcrum.policy..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.vertx.."));
    }

    @Test
    void onlyPolicyKnowsDrools() {
        hold(noClasses()
                .that()
                .resideOutsideOfPackage("dev.fulcrum.policy..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.drools..", "org.kie.."));
    }

    @Test
    void sqlIsInStoresOnly() {
        hold(noClasses()
                .that(describe(
                        "are no part of a store",
                        it -> !outermost(it).getSimpleName().endsWith("Store")))
                .should()
                .dependOnClassesThat(describe(
                        "run statements",
                        it -> it.getName().equals("java.sql.PreparedStatement")
                                || (it.getPackageName().startsWith("org.jdbi.v3.core.statement")
                                        && !it.isAssignableTo(Throwable.class)))));
    }

    private static JavaClass outermost(JavaClass inner) {
        JavaClass outer = inner;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer;
    }

    /** Checks a rule on all classes of the product, which have to be there. */
    private static void hold(ArchRule rule) {
        assertThat(CLASSES).hasSizeGreaterThan(300);
        rule.check(CLASSES);
    }
}
