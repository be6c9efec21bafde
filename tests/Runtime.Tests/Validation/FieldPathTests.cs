using Reeve.Runtime.Validation;

namespace Reeve.Runtime.Tests.Validation;

public class FieldPathTests
{
    [Fact]
    public void ToString_Segments_AsTheApiWritesThem()
    {
        Assert.Equal("", FieldPath.Root.ToString());
        Assert.Equal("spec.containers[0].resources.limits[cpu]", FieldPath.Root.Child("spec", "containers").Index(0).Child("resources", "limits").Key("cpu").ToString());
    }
}
