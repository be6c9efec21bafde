using System.Reflection;

namespace Reeve.EndToEnd;

/// <summary>Where things lie.</summary>
internal static class Places
{
    public static string Root { get; } = Metadata("RepositoryRoot");

    public static string Samples { get; } = Path.Combine(Root, "samples");

    /// <summary>The directory that a project was built into.</summary>
    public static string Built(string project) => Path.Combine(Metadata("Binaries"), project, Metadata("Flavor"));

    private static string Metadata(string key) =>
        typeof(Places).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == key).Value!;
}
