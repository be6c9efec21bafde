using Reeve;

namespace Fixture;

/// <summary>What the file "behaviour" beside the assembly asks for: lines of <c>key=value</c>.</summary>
internal static class Behaviour
{
    private static readonly Dictionary<string, string> Lines = Read();

    /// <summary>Tells one copy of the plugin from another.</summary>
    public static string Label => Of("label") ?? "one";

    public static string? Of(string key) => Lines.GetValueOrDefault(key);

    public static void Act(string key)
    {
        switch (Of(key))
        {
            case "throw":
                throw new FixtureException($"thrown in {key}");
            case "fail":
                throw new ProviderException(ErrorReason.Unsupported, $"failed in {key}", new FixtureException("inside"));
            case "hang":
                new ManualResetEventSlim().Wait();
                break;
            case "library":
                _ = Fixture.Library.Greeting.Text;
                break;
        }
    }

    private static Dictionary<string, string> Read()
    {
        var path = Path.Combine(Path.GetDirectoryName(typeof(Behaviour).Assembly.Location)!, "behaviour");
        return File.Exists(path)
            ? File.ReadLines(path).Select(line => line.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[1])
            : [];
    }
}
