package dev.evenkeel.reconcilers.image;

import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.state.DeploymentRow;

/// The images that a task was given when it was created, in its request: a tag that is resolved later, or moved in its
/// registry, changes nothing for it.
public final class Pins {
    private static final String MEMBER = "images";

    private Pins() {}

    /// The request of a task of this deployment, with what is resolved by now.
    public static Doc.Struct add(Doc.Struct request, DeploymentRow deployment) {
        if (deployment.images().isEmpty()) {
            return request;
        }
        var images = Doc.EMPTY;
        for (var image : deployment.images().entrySet()) {
            images = images.with(image.getKey(), Doc.of(image.getValue()));
        }
        return request.with(MEMBER, images);
    }

    /// The image that a container of a task runs.
    ///
    /// @param defined what its definition says
    public static String image(Doc.Struct request, String container, String defined) {
        return request.struct(MEMBER).text(container).orElse(defined);
    }
}
