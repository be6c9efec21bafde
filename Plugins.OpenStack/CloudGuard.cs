using Reeve.Plugins.OpenStack.Client;

namespace Reeve.Plugins.OpenStack;

/// <summary>Turns failures of clouds into those that leave a plugin.</summary>
internal static class CloudGuard
{
    public static async Task<T> RunAsync<T>(Func<Task<T>> action)
    {
        try
        {
            return await action();
        }
        catch (CloudException e)
        {
            throw e.ToProviderException();
        }
    }

    public static async Task RunAsync(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (CloudException e)
        {
            throw e.ToProviderException();
        }
    }
}
