using System.Diagnostics;
using Reeve.Plugins;
using Reeve.Testing;
using YamlDotNet.Serialization;

namespace Reeve.Runtime.Tests.Plugins;

public sealed class PluginIsolationTests
{
    [Fact]
    public async Task Load_TwoVersionsOfOneLibrary_RunSideBySide()
    {
        await using var yard = new PluginYard();
        FixturePlugins.Write(yard.Place("a"), "fixture-0a");
        FixturePlugins.Write(yard.Place("b"), "fixture-0b");
        FixturePlugins.UseLibrary2(yard.Place("b"));
        await yard.Manager.StartAsync(CancellationToken.None);

        await using var a = await yard.OpenStartedAsync("node-a", provider: "fixture-0a/fixture");
        await using var b = await yard.OpenStartedAsync("node-b", provider: "fixture-0b/fixture");

        Assert.Equal(("library 1", "library 2"), (await PluginYard.ExecAsync(a, "library"), await PluginYard.ExecAsync(b, "library")));
    }

    [Fact]
    public async Task Load_LibraryThatTheHostHasToo_IsThePluginsOwn()
    {
        await using var yard = new PluginYard();
        FixturePlugins.Write(yard.Place("a"));
        await yard.Manager.StartAsync(CancellationToken.None);
        await using var provider = await yard.OpenStartedAsync();

        var location = await PluginYard.ExecAsync(provider, "yaml");

        Assert.StartsWith(yard.Options.CacheDirectory, location, StringComparison.Ordinal);
        Assert.NotEqual(typeof(DeserializerBuilder).Assembly.Location, location);
    }

    [Fact]
    public async Task Load_PluginBringsItsOwnContract_GetsTheHosts()
    {
        await using var yard = new PluginYard();
        FixturePlugins.Write(yard.Place("a"));
        File.Copy(typeof(IPlugin).Assembly.Location, Path.Combine(yard.Place("a"), "Reeve.Abstractions.dll"));
        await yard.Manager.StartAsync(CancellationToken.None);
        await using var provider = await yard.OpenStartedAsync();

        Assert.Equal(typeof(IPlugin).Assembly.Location, await PluginYard.ExecAsync(provider, "contract"));
    }

    [Fact]
    public async Task Load_Files_MayBeReplacedWhileTheyRun()
    {
        await using var yard = new PluginYard();
        FixturePlugins.Write(yard.Place("a"), behaviour: "label=first");
        await yard.Manager.StartAsync(CancellationToken.None);
        await using var provider = await yard.OpenStartedAsync();

        File.WriteAllText(Path.Combine(yard.Place("a"), "Fixture.Library.dll"), "no library any more");

        Assert.Equal("library 1", await PluginYard.ExecAsync(provider, "library"));
    }

    [RequiresFact(Component.CCompiler)]
    public async Task Load_NativeLibrary_ComesFromThePluginsDirectory()
    {
        await using var yard = new PluginYard();
        FixturePlugins.Write(yard.Place("a"));
        var directory = Directory.CreateDirectory(Path.Combine(
            yard.Place("a"), "runtimes", $"linux-{System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}", "native")).FullName;
        var source = Path.Combine(yard.Plugins, ".native.c");
        await File.WriteAllTextAsync(source, "int fixture_answer(void) { return 42; }\n");
        using (var gcc = Process.Start("gcc", ["-shared", "-fPIC", "-o", Path.Combine(directory, "libfixture_native.so"), source]))
        {
            await gcc.WaitForExitAsync();
            Assert.Equal(0, gcc.ExitCode);
        }

        await yard.Manager.StartAsync(CancellationToken.None);
        await using var provider = await yard.OpenStartedAsync();

        Assert.Equal("42", await PluginYard.ExecAsync(provider, "native"));
    }

    [Fact]
    public async Task StartAsync_OldCopies_AreRemoved()
    {
        await using var yard = new PluginYard();
        FixturePlugins.Write(yard.Place("a"));
        var old = Path.Combine(yard.Options.CacheDirectory, "fixture-00-0123");
        Directory.CreateDirectory(old);

        await yard.Manager.StartAsync(CancellationToken.None);

        Assert.False(Directory.Exists(old));
        Assert.Single(Directory.GetDirectories(yard.Options.CacheDirectory));
    }
}
