using System.Reflection;

namespace Reeve.Testing;

/// <summary>Where the repository and what was built of it lie, as the build recorded it. Source paths of the compiler do not say: CI maps them.</summary>
public static class Repository
{
    /// <summary>The directory of the solution.</summary>
    public static string Root { get; } = Metadata("RepositoryRoot");

    /// <summary>The samples.</summary>
    public static string Samples { get; } = Path.Combine(Root, "samples");

    /// <summary>The directory that a project was built into.</summary>
    public static string Built(string project) => Path.Combine(Metadata("Binaries"), project, Metadata("Flavor"));

    /// <summary>The configuration that the tests were built in, in lower case: <c>debug</c>.</summary>
    public static string Configuration => Metadata("Flavor");

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == key).Value!;
}
