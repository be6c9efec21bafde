using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Client.Http;
using Reeve.Plugins.OpenStack.Configuration;
using Reeve.Testing;
using Reeve.Testing.OpenStack;

namespace Reeve.Plugins.OpenStack.Tests.Client.Real;

/// <summary>Clients of the real cloud, or of a proxy before it.</summary>
internal static class RealCloud
{
    /// <summary>The project whose holdings are compared before and after: tests that change something in it are of one collection, by this name.</summary>
    public const string OtherProject = "other";

    private static int _names;

    /// <summary>A name that no other test uses.</summary>
    public static string NewName() => $"test-{Interlocked.Increment(ref _names)}";

    /// <summary>The client of a cloud in the file that the component writes.</summary>
    public static async Task<Cloud> ClientAsync(string cloud = "demo") => new(Settings(await OpenStackCloud.SharedAsync(), cloud), TimeProvider.System);

    /// <summary>The client of demo, through a proxy.</summary>
    public static async Task<Cloud> ClientAsync(CloudProxy proxy)
    {
        var settings = Settings(await OpenStackCloud.SharedAsync(), "demo") with { AuthUrl = proxy.AuthUrl };
        return new Cloud(settings, TimeProvider.System, policy: new RetryPolicy { FirstDelay = TimeSpan.FromMilliseconds(1) });
    }

    public static CloudSettings Settings(OpenStackCloud cloud, string name) =>
        new CloudSource(new Dictionary<string, string>(), "/nonexistent", cloud.Directory).Find(new CloudOptions { Name = name, File = cloud.CloudsFile });

    /// <summary>Waits until something is gone.</summary>
    public static Task GoneAsync<T>(Func<Task<T?>> find, string what)
        where T : class => Eventually.TrueAsync(async () => await find() is null, $"{what} is gone");
}
