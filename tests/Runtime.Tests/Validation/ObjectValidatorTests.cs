using Reeve.Kubernetes;
using Reeve.Runtime.Validation;

namespace Reeve.Runtime.Tests.Validation;

public class ObjectValidatorTests
{
    [Theory]
    [InlineData("""{}""", "metadata.name: Required value: name or generateName is required")]
    [InlineData("""{"name":"a_b"}""", "metadata.name: Invalid value: \"a_b\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')")]
    [InlineData("""{"name":"a","namespace":"b.c"}""", "metadata.namespace: Invalid value: \"b.c\": must not contain dots")]
    [InlineData("""{"name":"a","labels":{"/x":"y"}}""", "metadata.labels: Invalid value: \"/x\": prefix part must be non-empty")]
    [InlineData("""{"name":"a","labels":{"x":"-"}}""", "metadata.labels: Invalid value: \"-\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')")]
    [InlineData("""{"name":"a","annotations":{"Example.com/x":"any \n text"}}""", "")]
    public void Validate_Metadata_ErrorOfTheApi(string metadata, string expected) => Assert.Equal(
        expected,
        Validate.Join(ObjectValidator.Validate(KubernetesJson.Deserialize<ServiceAccount>($$"""{"metadata":{{metadata}}}"""))));

    [Fact]
    public void Validate_LongName_IsRefused() => Assert.Equal(
        $"metadata.name: Invalid value: \"{new string('a', 254)}\": must be no more than 253 characters",
        Validate.Join(ObjectValidator.Validate(new ServiceAccount { Metadata = new() { Name = new('a', 254) } })));

    [Fact]
    public void Validate_LargeAnnotations_AreRefused() => Assert.Equal(
        "metadata.annotations: Too long: may not be more than 262144 bytes",
        Validate.Join(ObjectValidator.Validate(new ServiceAccount
        {
            Metadata = new() { Name = "a", Annotations = new Dictionary<string, string> { ["x"] = new('y', 262144) } },
        })));

    [Fact]
    public void Validate_ControlCharacters_AreEscaped() => Assert.Contains(
        "Invalid value: \"a\\u001b\\n\\\"\"",
        Validate.Join(ObjectValidator.Validate(new ServiceAccount { Metadata = new() { Name = "a\u001b\n\"" } })),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"data":{"k":"v"},"binaryData":{"k":"eA=="}}""", "data[k]: Invalid value: \"k\": duplicate of key present in binaryData")]
    [InlineData("""{"data":{"..":"v"}}""", "data[..]: Invalid value: \"..\": must not be '..'")]
    [InlineData("""{"binaryData":{"..a":"eA=="}}""", "binaryData[..a]: Invalid value: \"..a\": must not start with '..'")]
    public void Validate_ConfigMap_ErrorOfTheApi(string json, string expected) => Assert.Equal(
        expected,
        Validate.Join(ConfigMapValidator.Validate(KubernetesJson.Deserialize<ConfigMap>(json) with { Metadata = new() { Name = "c" } })));

    [Theory]
    [InlineData("""{"type":"kubernetes.io/tls","data":{"tls.crt":""}}""", "data[tls.key]: Required value")]
    [InlineData("""{"type":"kubernetes.io/dockerconfigjson","data":{".dockerconfigjson":"eA=="}}""", "data[.dockerconfigjson]: Invalid value: \"<secret contents redacted>\": invalid character or end of JSON input")]
    [InlineData("""{"type":"kubernetes.io/ssh-auth"}""", "data[ssh-privatekey]: Required value")]
    [InlineData("""{"type":"kubernetes.io/basic-auth","data":{"username":""}}""", "")]
    public void Validate_Secret_ErrorOfTheApi(string json, string expected) => Assert.Equal(
        expected,
        Validate.Join(SecretValidator.Validate(KubernetesJson.Deserialize<Secret>(json) with { Metadata = new() { Name = "s" } })));

    [Theory]
    [InlineData("""{}""", "spec.ports: Required value")]
    [InlineData("""{"clusterIP":"None"}""", "")]
    [InlineData("""{"clusterIP":"x","ports":[{"port":1}]}""", "spec.clusterIPs[0]: Invalid value: \"x\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")]
    [InlineData("""{"ports":[{"port":0}]}""", "spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive")]
    [InlineData("""{"ports":[{"port":1,"name":"a"},{"port":2}]}""", "spec.ports[1].name: Required value")]
    [InlineData("""{"ports":[{"port":1,"name":"a"},{"port":1,"name":"b"}]}""", "spec.ports[1]: Duplicate value: \"TCP/1\"")]
    [InlineData("""{"type":"x","ports":[{"port":1,"targetPort":"http"}]}""", "spec.type: Unsupported value: \"x\": supported values: \"ClusterIP\", \"ExternalName\", \"LoadBalancer\", \"NodePort\"")]
    public void Validate_Service_ErrorOfTheApi(string spec, string expected) => Assert.Equal(
        expected,
        Validate.Join(ServiceValidator.Validate(KubernetesJson.Deserialize<Service>($$"""{"metadata":{"name":"s"},"spec":{{spec}}}"""))));
}
