namespace Reeve.Runtime.Tests.Proxies;

/// <summary>Plugins that were laid out beside the tests.</summary>
internal static class FixtureDirectory
{
    /// <summary>Copies one as an installer does it: beside the place, then renamed.</summary>
    public static void Copy(string name, string destination)
    {
        var beside = Path.Combine(Path.GetDirectoryName(destination)!, $".{Guid.NewGuid():N}");
        Directory.CreateDirectory(beside);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "fixtures", name)))
        {
            File.Copy(file, Path.Combine(beside, Path.GetFileName(file)));
        }

        Directory.Move(beside, destination);
    }
}
