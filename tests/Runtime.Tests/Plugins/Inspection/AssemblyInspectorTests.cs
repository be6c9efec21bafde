using FsCheck;
using FsCheck.Fluent;
using Reeve.Runtime.Plugins.Inspection;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Plugins.Inspection;

public sealed class AssemblyInspectorTests
{
    private static readonly string Fixture = Path.Combine(AppContext.BaseDirectory, "fixtures", "plugin", FixturePlugins.Assembly);

    [Fact]
    public void Inspect_Plugin_TellsEntryAndReferences()
    {
        var assembly = AssemblyInspector.Inspect(Fixture)!;

        Assert.Equal(("Fixture.Plugin", "Fixture.FixturePlugin", "fixture-00"), (assembly.Name, assembly.PluginType, assembly.PluginId));
        Assert.Contains(new AssemblyReferenceInfo("Fixture.Library", new Version(1, 0, 0, 0)), assembly.References);
    }

    [Fact]
    public void Inspect_OrdinaryAssembly_HasNoEntry()
    {
        var assembly = AssemblyInspector.Inspect(typeof(AssemblyInspectorTests).Assembly.Location)!;

        Assert.Equal(("Runtime.Tests", null, null), (assembly.Name, assembly.PluginType, assembly.PluginId));
    }

    [Fact]
    public void Inspect_NotAnAssembly_IsNull()
    {
        using var directory = new TempDirectory();
        File.WriteAllText(directory["a.dll"], "MZ, and nothing more");
        File.WriteAllText(directory["b.dll"], "");

        Assert.Null(AssemblyInspector.Inspect(directory["a.dll"]));
        Assert.Null(AssemblyInspector.Inspect(directory["b.dll"]));
    }

    [Fact]
    public void Inspect_DamagedAnywhere_NeverThrows()
    {
        using var directory = new TempDirectory();
        var good = File.ReadAllBytes(Fixture);
        var damage = from position in Gen.Choose(0, good.Length - 1)
                     from value in Gen.Choose(0, 255)
                     select (position, (byte)value);
        Prop.ForAll(Gen.NonEmptyListOf(damage).ToArbitrary(), changes =>
        {
            var bytes = good.ToArray();
            foreach (var (position, value) in changes)
            {
                bytes[position] = value;
            }

            File.WriteAllBytes(directory["damaged.dll"], bytes);
            return AssemblyInspector.Inspect(directory["damaged.dll"]) is null or { Name.Length: >= 0 };
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Inspect_CutAnywhere_NeverThrows()
    {
        using var directory = new TempDirectory();
        var good = File.ReadAllBytes(Fixture);
        for (var length = 0; length < good.Length; length += 97)
        {
            File.WriteAllBytes(directory["cut.dll"], good[..length]);
            _ = AssemblyInspector.Inspect(directory["cut.dll"]);
        }
    }
}
