package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretDetectorTest {
    private static final Looking KEYS = Looking.forKinds("secret.api-key");
    private static final Looking PRIVATE_KEYS = Looking.forKinds("secret.private-key");
    private static final Looking TOKENS = Looking.forKinds("secret.jwt");
    private static final Looking PASSWORDS = Looking.forKinds("secret.password");
    private static final String ALPHABET = "abcdefghij0123456789ABCDEFGHIJabcdefghij0123456789ABCDEFGHIJ";

    /** Put together here, so that no scanner takes this file for a leak. */
    @ParameterizedTest
    @CsvSource({
        "sk-,48",
        "sk-proj-,50",
        "sk-ant-api03-,50",
        "ghp_,36",
        "gho_,36",
        "github_pat_,59",
        "AIza,35",
        "xoxb-,40",
        "xoxp-,40",
        "sk_live_,24",
        "LTAI,20",
        "hf_,34"
    })
    void keyIsFound_whenItsPrefixAndLengthAreAProviders(String prefix, int length) {
        String key = prefix + ALPHABET.substring(0, length);

        assertThat(KEYS.cutOut("我的密钥是" + key + "，别外传")).containsExactly(key);
        assertThat(KEYS.cutOut("{\"key\":\"" + key + "\"}")).containsExactly(key);
        assertThat(KEYS.cutOut("🙂 Bearer " + key)).containsExactly(key);
    }

    @Test
    void awsKeyIsFound_whenItIsLongOrShortLived() {
        assertThat(KEYS.cutOut("AKIAIOSFODNN7EXAMPLE ASIAIOSFODNN7EXAMPLE"))
                .containsExactly("AKIAIOSFODNN7EXAMPLE", "ASIAIOSFODNN7EXAMPLE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-",
                "sk-short1",
                "sk-loading-indicator-with-a-long-class-name",
                "task-4f2b9c1d7e3a4f2b9c1d7e3a",
                "AKIA",
                "akiaiosfodnn7example",
                "AKIAIOSFODNN7EXAMPLEX",
                "Nakia is in Asia",
                "ghp_tooshort1",
                "half_abcdefghij",
                "LTAI",
            })
    void nothingIsFound_whenItIsNoKey(String text) {
        assertThat(KEYS.at(text)).isEmpty();
    }

    @Test
    void privateKeyIsFound_whenItIsWhole() {
        String key = pem("RSA PRIVATE KEY");

        assertThat(PRIVATE_KEYS.cutOut("这是私钥\n" + key + "\nthanks")).containsExactly(key);
        assertThat(PRIVATE_KEYS.cutOut(key + "\n\n" + key)).containsExactly(key, key);
        assertThat(PRIVATE_KEYS.cutOut("{\"k\":\"" + key.replace("\n", "\\n") + "\"}"))
                .containsExactly(key.replace("\n", "\\n"));
        assertThat(PRIVATE_KEYS.at(pem("OPENSSH PRIVATE KEY"))).hasSize(1);
        assertThat(PRIVATE_KEYS.at(pem("PGP PRIVATE KEY BLOCK"))).hasSize(1);
    }

    @Test
    void privateKeyIsFoundToItsLastLine_whenItsEndIsCutOff() {
        String key = pem("PRIVATE KEY");
        String cut = key.substring(0, key.indexOf("-----END") - 1);

        assertThat(PRIVATE_KEYS.cutOut(cut + "\n……")).containsExactly(cut);
    }

    @Test
    void nothingIsFound_whenItIsNoPrivateKey() {
        assertThat(PRIVATE_KEYS.at(pem("CERTIFICATE"))).isEmpty();
        assertThat(PRIVATE_KEYS.at(pem("PUBLIC KEY"))).isEmpty();
        assertThat(PRIVATE_KEYS.at("A file that starts with -----BEGIN RSA PRIVATE KEY----- is a key."))
                .isEmpty();
    }

    @Test
    void tokenIsFound_whenItHasThreeParts() {
        String token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U";

        assertThat(TOKENS.cutOut("Authorization: Bearer " + token)).containsExactly(token);
        assertThat(TOKENS.cutOut("令牌：" + token + "。")).containsExactly(token);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eyJhbGciOiJIUzI1NiJ9",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0",
                "eyJ.eyJ.x",
                "keyJhbGciOiJIUzI1NiJ9.abcdefghij.abcdefghij",
                "EYJHBGCIOIJIUZI1NIJ9.abcdefghij.abcdefghij"
            })
    void nothingIsFound_whenItIsNoToken(String text) {
        assertThat(TOKENS.at(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "password: hunter2|hunter2",
                "My Password is S3cret!|S3cret!",
                "密码：abc123，谢谢|abc123",
                "口令是Tr0ub4dor&3。|Tr0ub4dor&3",
                "密码为 654321|654321",
                "密 码 ： abc123|abc123",
                "{\"password\":\"p@ssw0rd\",\"x\":1}|p@ssw0rd",
                "DB_PASSWORD=\"x9-y8-z7\"|x9-y8-z7",
                "pwd=abc$123|abc$123",
                "**Password:** `hunter2`|hunter2",
                "ｐａｓｓｗｏｒｄ：ｈｕｎｔｅｒ２|ｈｕｎｔｅｒ２",
                "密码是：Qwer1234.|Qwer1234",
            })
    void passwordIsFound_whenItIsWrittenDown(String text, String password) {
        assertThat(PASSWORDS.cutOut(text)).containsExactly(password);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "How do I reset my password?",
                "password: reset",
                "Password: required",
                "password is case-sensitive",
                "密码是什么",
                "密码：请联系管理员",
                "密码是6位数字",
                "密码为8-16位",
                "password: string",
                "password=os.environ['DB_PASSWORD']",
                "password: ${DB_PASSWORD1}",
                "password: <your-password-1>",
                "password: ********",
                "password: xxxx",
                "password hashed with sha256; password: bcrypt",
                "password: SHA-256",
                "password: https://example.com/reset?t=1",
                "password = getPassword1()",
                "passwords: abc123 def456",
                "PWD=/home/user1",
                "password",
                "password:",
                "密码：",
            })
    void nothingIsFound_whenItIsNoPassword(String text) {
        assertThat(PASSWORDS.at(text)).isEmpty();
    }

    private static String pem(String label) {
        String line = ALPHABET + "abc+";
        return "-----BEGIN " + label + "-----\n" + line + "\n" + line + "\nabc=\n-----END " + label + "-----";
    }
}
