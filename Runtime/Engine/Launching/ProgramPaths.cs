using Reeve.Containers;

namespace Reeve.Runtime.Engine.Launching;

/// <summary>Finds programs of images that have a directory for them.</summary>
internal static class ProgramPaths
{
    /// <summary>Arguments with a relative program made absolute, where the image says so.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: it leads out of the image.</exception>
    public static IReadOnlyList<string> Resolve(IReadOnlyList<string> arguments, ResolvedImage image)
    {
        if (image.ProgramDirectory is not { } directory || arguments.Count == 0 || Path.IsPathRooted(arguments[0]))
        {
            return arguments;
        }

        var path = Path.GetFullPath(arguments[0], directory);
        return path.StartsWith(directory + "/", StringComparison.Ordinal)
            ? [path, .. arguments.Skip(1)]
            : throw new ProviderException(ErrorReason.Invalid, $"The command {arguments[0]} leads out of the image {image.Reference}.");
    }
}
