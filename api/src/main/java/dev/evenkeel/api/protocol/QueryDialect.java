package dev.evenkeel.api.protocol;

import dev.evenkeel.api.model.Shape;

/// How form parameters are named.
enum QueryDialect {
    /// `Tags.member.1.Key`
    QUERY {
        @Override
        String name(Shape.Member member) {
            return member.wireName().orElse(member.name());
        }

        @Override
        String items(String name, Shape.Listing list) {
            return name + "." + list.item().wireName().orElse("member");
        }
    },
    /// EC2's own: names of answers begin with a small letter, those of requests with a capital, unless the model has
    /// another; `Tag.1.Key`.
    EC2 {
        @Override
        String name(Shape.Member member) {
            return member.queryName()
                    .or(() -> member.wireName().map(QueryDialect::capitalised))
                    .orElse(member.name());
        }

        @Override
        String items(String name, Shape.Listing list) {
            return name;
        }
    };

    /// The name of a member below its structure.
    abstract String name(Shape.Member member);

    /// What the numbers of a list's items follow.
    abstract String items(String name, Shape.Listing list);

    private static String capitalised(String name) {
        return name.isEmpty() ? name : Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
