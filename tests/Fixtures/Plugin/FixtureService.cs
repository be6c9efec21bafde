namespace Fixture;

/// <summary>Something to inject.</summary>
internal sealed class FixtureService
{
    public FixtureService()
    {
    }

    public FixtureService(HttpClient client) => _ = client.Timeout;

    public static int Ticks { get; set; }

    public static Timer? Timer { get; set; }
}
