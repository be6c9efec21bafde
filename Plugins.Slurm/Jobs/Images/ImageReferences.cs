using Reeve.Kubernetes;
using Reeve.Plugins.Slurm.Jobs.Files;

namespace Reeve.Plugins.Slurm.Jobs.Images;

/// <summary>
/// Images as Apptainer and Singularity take them: <c>docker://</c>, <c>oras://</c>, <c>library://</c>, <c>shub://</c>, files (<c>.sif</c>, absolute paths,
/// directories), and plain references, which get a prefix.
/// </summary>
internal sealed class ImageReferences(ContainerOptions options)
{
    private static readonly string[] Schemes = ["docker://", "oras://", "library://", "shub://"];

    /// <summary>Decides the image of a container.</summary>
    /// <param name="pod">Its pod; annotations may say where images are.</param>
    /// <param name="image">The image as written.</param>
    /// <param name="field">The path of the field.</param>
    /// <param name="findings">Takes what is wrong.</param>
    public string Resolve(Pod pod, string? image, string field, Findings findings)
    {
        if (string.IsNullOrEmpty(image))
        {
            findings.Add(field, "Required value: the container runtime needs an image");
            return "";
        }

        if (image[0] == '-' || image.Any(static c => char.IsControl(c) || char.IsWhiteSpace(c)) || NulList.Problem(image) is not null)
        {
            findings.Add(field, "Invalid value: an image begins with no dash and contains neither white space nor control characters");
            return "";
        }

        if (Array.Exists(Schemes, scheme => image.StartsWith(scheme, StringComparison.Ordinal)))
        {
            return image;
        }

        if (image.Contains("://", StringComparison.Ordinal))
        {
            findings.Add(field, $"Unsupported value: supported schemes: {string.Join(", ", Schemes)}");
            return "";
        }

        return Annotations.Get(pod, Annotations.Knoc + Annotations.ImageRoot) is { } knoc ? WithRoot(knoc, image, always: true, findings)
            : Annotations.Find(pod, Annotations.ImageRoot) is { } root ? WithRoot(root, image, always: false, findings)
            : image[0] == '/' ? image
            : IsFile(image) ? BelowRoot(image, field, findings)
            : options.ImagePrefix + image;
    }

    // As the predecessors do: the two texts, one after the other; an absolute path stands for itself with the later of them.
    private static string WithRoot(Annotation root, string image, bool always, Findings findings)
    {
        if (!always && image[0] == '/')
        {
            return image;
        }

        var isKnown = root.Value.StartsWith('/') || Array.Exists(Schemes, scheme => root.Value.StartsWith(scheme, StringComparison.Ordinal));
        if (!isKnown || root.Value.Any(static c => char.IsControl(c) || char.IsWhiteSpace(c)) || NulList.Problem(root.Value) is not null)
        {
            findings.Add(root.Field, $"Invalid value: it must be an absolute path or begin with one of {string.Join(", ", Schemes)}");
            return "";
        }

        return root.Value[0] == '/' && root.Value[^1] != '/' && image[0] != '/' ? $"{root.Value}/{image}" : root.Value + image;
    }

    private string BelowRoot(string image, string field, Findings findings)
    {
        if (options.ImageRoot is { } root && !image.Split('/').Contains(".."))
        {
            return $"{root.TrimEnd('/')}/{image}";
        }

        findings.Add(field, "Invalid value: a relative image file needs a configured imageRoot and must not contain '..'");
        return "";
    }

    private static bool IsFile(string image) => image.EndsWith(".sif", StringComparison.Ordinal) || image.StartsWith("./", StringComparison.Ordinal);
}
