package dev.evenkeel.deploy.rules;

import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreeScanner;

/// How deep the branches and loops of a method lie inside each other. An `else if` counts as the `if` it continues;
/// a class inside the method starts again.
final class Nesting extends TreeScanner<Integer, Integer> {
    private Nesting() {}

    static int of(MethodTree method) {
        var depth = new Nesting().scan(method.getBody(), 0);
        return depth == null ? 0 : depth;
    }

    @Override
    public Integer reduce(Integer left, Integer right) {
        return Math.max(left == null ? 0 : left, right == null ? 0 : right);
    }

    @Override
    public Integer visitClass(ClassTree tree, Integer depth) {
        return 0;
    }

    @Override
    public Integer visitIf(IfTree tree, Integer depth) {
        var inner = reduce(depth + 1, scan(tree.getThenStatement(), depth + 1));
        var otherwise = tree.getElseStatement();
        return otherwise == null
                ? inner
                : reduce(inner, scan(otherwise, otherwise instanceof IfTree ? depth : depth + 1));
    }

    @Override
    public Integer visitForLoop(ForLoopTree tree, Integer depth) {
        return within(tree.getStatement(), depth);
    }

    @Override
    public Integer visitEnhancedForLoop(EnhancedForLoopTree tree, Integer depth) {
        return within(tree.getStatement(), depth);
    }

    @Override
    public Integer visitWhileLoop(WhileLoopTree tree, Integer depth) {
        return within(tree.getStatement(), depth);
    }

    @Override
    public Integer visitDoWhileLoop(DoWhileLoopTree tree, Integer depth) {
        return within(tree.getStatement(), depth);
    }

    @Override
    public Integer visitSwitch(SwitchTree tree, Integer depth) {
        return reduce(depth + 1, scan(tree.getCases(), depth + 1));
    }

    @Override
    public Integer visitSwitchExpression(SwitchExpressionTree tree, Integer depth) {
        return reduce(depth + 1, scan(tree.getCases(), depth + 1));
    }

    @Override
    public Integer visitTry(TryTree tree, Integer depth) {
        var inner = reduce(depth + 1, scan(tree.getBlock(), depth + 1));
        for (CatchTree handler : tree.getCatches()) {
            inner = reduce(inner, scan(handler.getBlock(), depth + 1));
        }
        return tree.getFinallyBlock() == null ? inner : reduce(inner, scan(tree.getFinallyBlock(), depth + 1));
    }

    private Integer within(Tree body, Integer depth) {
        return reduce(depth + 1, scan(body, depth + 1));
    }
}
