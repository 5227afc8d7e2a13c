package dev.evenkeel.deploy.rules;

import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.DeconstructionPatternTree;
import com.sun.source.tree.PatternTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import javax.lang.model.element.Modifier;

/// Which types belong to a sealed interface of ours, by their simple names: parsed sources know no more.
final class SealedFamilies {
    private SealedFamilies() {}

    /// The sealed interfaces and everything that implements one of them.
    static Set<String> membersIn(Sources sources) {
        var families = new HashSet<String>();
        forEachType(sources, type -> {
            if (type.getKind() == Tree.Kind.INTERFACE
                    && type.getModifiers().getFlags().contains(Modifier.SEALED)) {
                families.add(type.getSimpleName().toString());
            }
        });
        var members = new HashSet<>(families);
        forEachType(sources, type -> {
            if (type.getImplementsClause().stream().anyMatch(parent -> families.contains(simple(parent)))) {
                members.add(type.getSimpleName().toString());
            }
        });
        return members;
    }

    /// The simple name of the type that a pattern asks for.
    static String typeOf(PatternTree pattern) {
        return switch (pattern) {
            case BindingPatternTree binding -> simple(binding.getVariable().getType());
            case DeconstructionPatternTree record -> simple(record.getDeconstructor());
            default -> pattern.toString();
        };
    }

    private static String simple(Tree type) {
        var name = type.toString().replaceAll("<.*", "");
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static void forEachType(Sources sources, Consumer<ClassTree> each) {
        for (var source : sources.java()) {
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitClass(ClassTree type, Void none) {
                    each.accept(type);
                    return super.visitClass(type, null);
                }
            }.scan(source.unit(), null);
        }
    }
}
