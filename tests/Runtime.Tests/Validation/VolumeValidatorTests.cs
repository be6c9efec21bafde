namespace Reeve.Runtime.Tests.Validation;

public class VolumeValidatorTests
{
    [Theory]
    [InlineData("""{"emptyDir":{}}""", "name: Required value")]
    [InlineData("""{"name":"a.b","emptyDir":{}}""", "name: Invalid value: \"a.b\": must not contain dots")]
    [InlineData("""{"name":"v","emptyDir":{},"hostPath":{"path":"/"}}""", "emptyDir: Forbidden: may not specify more than 1 volume type")]
    [InlineData("""{"name":"v","emptyDir":{"sizeLimit":"-1"}}""", "emptyDir.sizeLimit: Forbidden: SizeLimit field must be a valid resource quantity")]
    [InlineData("""{"name":"v","hostPath":{}}""", "hostPath.path: Required value")]
    [InlineData("""{"name":"v","hostPath":{"path":"/a/../b"}}""", "hostPath.path: Invalid value: \"/a/../b\": must not contain '..'")]
    [InlineData("""{"name":"v","hostPath":{"path":"/a","type":"x"}}""", "hostPath.type: Unsupported value: \"x\": supported values: \"\", \"BlockDevice\", \"CharDevice\", \"Directory\", \"DirectoryOrCreate\", \"File\", \"FileOrCreate\", \"Socket\"")]
    [InlineData("""{"name":"v","secret":{}}""", "secret.secretName: Required value")]
    [InlineData("""{"name":"v","secret":{"secretName":"s","defaultMode":512}}""", "secret.defaultMode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive")]
    [InlineData("""{"name":"v","configMap":{"name":"c","items":[{"path":"p"}]}}""", "configMap.items[0].key: Required value")]
    [InlineData("""{"name":"v","configMap":{"name":"c","items":[{"key":"k"}]}}""", "configMap.items[0].path: Required value")]
    [InlineData("""{"name":"v","configMap":{"name":"c","items":[{"key":"k","path":"/p"}]}}""", "configMap.items[0].path: Invalid value: \"/p\": must be a relative path")]
    [InlineData("""{"name":"v","configMap":{"name":"c","items":[{"key":"k","path":"a/../../p"}]}}""", "configMap.items[0].path: Invalid value: \"a/../../p\": must not contain '..'")]
    [InlineData("""{"name":"v","configMap":{"name":"c","items":[{"key":"k","path":"..data"}]}}""", "configMap.items[0].path: Invalid value: \"..data\": must not start with '..'")]
    [InlineData("""{"name":"v","configMap":{"name":"c","items":[{"key":"k","path":"p","mode":-1}]}}""", "configMap.items[0].mode: Invalid value: -1: must be a number between 0 and 0777 (octal), both inclusive")]
    [InlineData("""{"name":"v","downwardAPI":{"items":[{"path":"p"}]}}""", "downwardAPI.items[0]: Required value: one of fieldRef and resourceFieldRef is required")]
    [InlineData("""{"name":"v","downwardAPI":{"items":[{"path":"p","resourceFieldRef":{"resource":"limits.cpu"}}]}}""", "downwardAPI.items[0].resourceFieldRef.containerName: Required value")]
    [InlineData("""{"name":"v","downwardAPI":{"items":[{"path":"p","fieldRef":{"fieldPath":"status.podIP"}}]}}""", "downwardAPI.items[0].fieldRef.fieldPath: Unsupported value: \"status.podIP\": supported values: \"metadata.annotations\", \"metadata.labels\", \"metadata.name\", \"metadata.namespace\", \"metadata.uid\"")]
    [InlineData("""{"name":"v","projected":{"sources":[{"secret":{}}]}}""", "projected.sources[0].secret.name: Required value")]
    [InlineData("""{"name":"v","projected":{"sources":[{"secret":{"name":"a"},"configMap":{"name":"b"}}]}}""", "projected.sources[0].configMap: Forbidden: may not specify more than 1 volume type per source")]
    [InlineData("""{"name":"v","projected":{"sources":[{"secret":{"name":"a","items":[{"key":"k","path":"p"}]}},{"serviceAccountToken":{"path":"p"}}]}}""", "projected.sources[1].serviceAccountToken: Invalid value: \"p\": conflicting duplicate paths")]
    [InlineData("""{"name":"v","projected":{"sources":[{"serviceAccountToken":{"path":"p","expirationSeconds":5}}]}}""", "projected.sources[0].serviceAccountToken.expirationSeconds: Invalid value: 5: may not specify a duration less than 10 minutes")]
    [InlineData("""{"name":"v","persistentVolumeClaim":{}}""", "persistentVolumeClaim.claimName: Required value")]
    [InlineData("""{"name":"v","ephemeral":{}}""", "ephemeral.volumeClaimTemplate: Required value")]
    [InlineData("""{"name":"v","nfs":{"server":"s","path":"p"}}""", "nfs.path: Invalid value: \"p\": must be an absolute path")]
    [InlineData("""{"name":"v","image":{}}""", "image.reference: Required value")]
    public void Validate_BadVolume_ErrorOfTheApi(string volume, string expected) => Assert.Equal("spec.volumes[0]." + expected, Validate.Volume(volume));

    [Fact]
    public void Validate_SameName_Duplicate() => Assert.Equal("spec.volumes[1].name: Duplicate value: \"v\"", Validate.Volume("""{"name":"v"},{"name":"v"}"""));

    [Theory]
    [InlineData("""{"mountPath":"/a"}""", "name: Required value|name: Not found: \"\"")]
    [InlineData("""{"name":"x","mountPath":"/a"}""", "name: Not found: \"x\"")]
    [InlineData("""{"name":"v"}""", "mountPath: Required value")]
    [InlineData("""{"name":"v","mountPath":"/a","subPath":"/x"}""", "subPath: Invalid value: \"/x\": must be a relative path")]
    [InlineData("""{"name":"v","mountPath":"/a","subPath":"x/.."}""", "subPath: Invalid value: \"x/..\": must not contain '..'")]
    [InlineData("""{"name":"v","mountPath":"/a","subPath":"x","subPathExpr":"y"}""", "subPathExpr: Invalid value: \"y\": subPathExpr and subPath are mutually exclusive")]
    [InlineData("""{"name":"v","mountPath":"/a","mountPropagation":"Bidirectional"}""", "mountPropagation: Forbidden: Bidirectional mount propagation is available only to privileged containers")]
    [InlineData("""{"name":"v","mountPath":"/a","recursiveReadOnly":"Enabled"}""", "recursiveReadOnly: Forbidden: may only be specified when readOnly is true")]
    public void Validate_BadMount_ErrorOfTheApi(string mount, string expected) => Assert.Equal(
        expected.Split('|').Select(static e => "spec.containers[0].volumeMounts[0]." + e),
        Validate.Spec($$"""{"volumes":[{"name":"v"}],"containers":[{"name":"c","image":"i","volumeMounts":[{{mount}}]}]}""").Split('\n'));

    [Fact]
    public void Validate_SameMountPath_MustBeUnique() => Assert.Equal(
        "spec.containers[0].volumeMounts[1].mountPath: Invalid value: \"/a\": must be unique",
        Validate.Spec("""{"volumes":[{"name":"v"}],"containers":[{"name":"c","image":"i","volumeMounts":[{"name":"v","mountPath":"/a"},{"name":"v","mountPath":"/a"}]}]}"""));
}
