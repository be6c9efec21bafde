using System.Text.Json.Serialization;
using Reeve.Plugins;

namespace Reeve.Tests.Plugins;

public sealed partial class ProviderOptionsTests
{
    [Fact]
    public void Get_EmptyOptions_GivesDefaults()
    {
        Assert.Equal(7, ProviderOptions.Empty.Get(SampleContext.Default.Sample).Size);
    }

    [Fact]
    public void Get_WrongType_NamesThePath()
    {
        var exception = Assert.Throws<ProviderException>(
            () => new ProviderOptions("""{"size":"big"}"""u8).Get(SampleContext.Default.Sample));

        Assert.Equal(ErrorReason.Invalid, exception.Reason);
        Assert.Equal("$.size", exception.Field);
    }

    [Fact]
    public void Get_Null_IsInvalid()
    {
        Assert.Equal(
            ErrorReason.Invalid,
            Assert.Throws<ProviderException>(() => new ProviderOptions("null"u8).Get(SampleContext.Default.Sample)).Reason);
    }

    internal sealed record Sample
    {
        public int Size { get; set; } = 7;
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Sample))]
    internal sealed partial class SampleContext : JsonSerializerContext;
}
