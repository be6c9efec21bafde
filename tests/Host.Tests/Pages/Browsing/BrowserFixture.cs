using Reeve.Testing.Chromium;

namespace Reeve.Host.Tests.Pages.Browsing;

/// <summary>One browser for all tests of the page, started with the first that needs it.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private readonly Lazy<Task<Browser>> _browser = new(Testing.Chromium.Browser.StartAsync);

    public Task<Browser> Browser => _browser.Value;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_browser.IsValueCreated)
        {
            await (await _browser.Value).DisposeAsync();
        }
    }
}
